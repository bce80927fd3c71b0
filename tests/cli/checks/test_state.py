import datetime
import json
from dataclasses import replace

import pytest

from cli.checks.policies import verdicts
from cli.checks.state import check_state
from cli.finding import Finding
from plan.plan import Plan, Resource
from policies.pack_file import our_pack
from tests.blueprints.support import compose
from tests.cli.checks.exported import SECRET, exported
from tests.cli.support import FLAGS, Repository

TODAY = datetime.date(2026, 1, 1)
BASELINE = our_pack("baseline")
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
RULE = "machine-requires-imdsv2"
EXCEPTION = f"""\
exceptions:
  - rule: {RULE}
    resource: machine
    reason: the agent knows no tokens
    owner: a@acme.example
    expires: 2999-01-01
"""
PROTECTIONS = ("PublicAccessBlock", "FlowLog", "BucketPolicy", "Lifecycle", "Versioning")


def without_protection(plan: Plan) -> Plan:
    """A stack in which a good part of the rules is broken."""

    def worse(r: Resource) -> Resource:
        left = {k: v for k, v in r.inputs.items() if "kms" not in k.lower()}
        return replace(r, inputs={k: v for k, v in left.items() if k != "metadataOptions"})

    kept = (r for r in plan if not any(word in r.type for word in PROTECTIONS))
    return replace(plan, resources=tuple(map(worse, kept)))


def machine(stack: str = "fraud-dev", project: str = "stepwell", tokens="optional") -> str:
    """Export of a stack with one machine whose metadata service asks for no token."""
    urn = f"urn:pulumi:{stack}::{project}::{TEMPLATE}::{stack}-machine"
    inputs = {"metadataOptions": {"httpTokens": tokens}}
    resource = {"urn": urn, "type": TEMPLATE, "custom": True, "inputs": inputs}
    return json.dumps({"version": 3, "deployment": {"resources": [resource]}})


def imds(findings: list[Finding]) -> Finding:
    (found,) = (f for f in findings if f.rule == RULE)
    return found


@pytest.fixture
def fraud(repository: Repository) -> Repository:
    assert repository.run("new", "fraud", *FLAGS, "--environments", "dev").code == 0
    return repository


def checked(repository: Repository, text: str):
    path = repository.root / "state.json"
    path.write_text(text)
    return check_state(repository.root, path, TODAY)


@pytest.mark.parametrize("change", [lambda plan: plan, without_protection])
def test_a_deployed_stack_gets_the_verdicts_of_its_program(repository, change):
    def key(f: Finding):
        return f.rule, f.urn, f.message, f.weight

    plan = change(compose())
    of_program = [f for f in verdicts("fraud-dev", plan, BASELINE) if not f.undecided]
    report = checked(repository, exported(plan))
    decided_now = {f.urn for f in report.findings} - {f.urn for f in of_program}
    assert set(map(key, of_program)) <= set(map(key, report.findings))
    assert not decided_now
    assert change is not without_protection or len({f.rule for f in of_program}) > 5
    assert report.stacks == {"fraud-dev": sum(r.custom for r in plan)}


def test_a_stack_of_somebody_else_is_held_to_the_baseline(repository):
    report = checked(repository, machine("shop-live", "webshop"))
    assert imds(report.findings).message.startswith("set http_tokens of metadata_options")
    assert (report.failed, report.unusable) == (True, False)
    assert {f.place for f in report.findings} == {None}


def test_the_exceptions_of_the_teams_spec_count(fraud):
    fraud.replace("fraud.yaml", "exceptions: []\n", EXCEPTION)
    found = imds(checked(fraud, machine()).findings)
    assert (found.weight, found.exception and found.exception.owner) == (
        "excepted",
        "a@acme.example",
    )
    assert found.place is not None
    assert found.place.file == "stacks/fraud.yaml"


def test_a_stack_of_the_same_name_in_another_project_has_no_exceptions(fraud):
    fraud.replace("fraud.yaml", "exceptions: []\n", EXCEPTION)
    assert imds(checked(fraud, machine(project="webshop")).findings).weight == "mandatory"


def test_a_spec_that_cannot_be_read_is_said_as_its_exceptions_are_not_known(fraud):
    fraud.replace("fraud.yaml", "settings: {}", "settings: {protekt_data: true}")
    (fraud.root / "state.json").write_text(machine())
    result = fraud.run("check", "--state", "state.json", "--json")
    assert result.code == 2
    assert {f["check"] for f in result.data["findings"]} == {"spec", "policy"}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "markdown"])
@pytest.mark.parametrize(
    "secret", [{"plaintext": '"hunter2"'}, {"ciphertext": "v1:hunter2"}, {"value": "hunter2"}]
)
def test_no_secret_is_shown_and_what_depends_on_it_is_not_decided(repository, form, secret):
    (repository.root / "state.json").write_text(machine(tokens={**SECRET, **secret}))
    result = repository.run("check", "--state", "state.json", "--format", form)
    assert "hunter2" not in result.out + result.err
    assert "is or holds a secret, and no secret is read from a state" in result.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must be the export of a stack, got nothing"),
        ("password: hunter2", "must be the export of a stack, got no JSON, line 1"),
        ('["hunter2"]', "must be the export of a stack, got other JSON"),
        ('{"steps": []}', "must have a deployment of version 3 or 4, got steps"),
        ('{"version": 3, "checkpoint": {}}', "got the file in which a backend keeps its state"),
        ('{"version": 3, "deployment": {"resources": [1]}}', "must be as Pulumi 3 writes it"),
        ('{"version": 3, "deployment": {}}', "must have resources, got a stack that was never"),
    ],
)
def test_what_is_no_export_is_refused_in_one_message(repository, text, said):
    (repository.root / "state.json").write_text(text)
    result = repository.run("check", "--state", "state.json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("state.json: ")
    assert said in result.err
    assert "hunter2" not in result.err


def test_a_file_that_is_not_there_or_no_text_is_refused(repository):
    (repository.root / "state.gz").write_bytes(b"\x1f\x8b\xff")
    said = repository.run("check", "--state", "state.gz").err
    assert said.startswith("state.gz: must be UTF-8 text, got other bytes\n")
    result = repository.run("check", "--state", "none.json")
    assert result.code == 2
    assert result.err == "none.json: must be a readable file, got no such file or directory\n"


def test_names_of_stacks_do_not_go_with_a_state(repository):
    assert repository.run("check", "fraud", "--state", "x").code == 2
    assert repository.run("check", "--all", "--state", "x").code == 2
