import datetime
import json
from dataclasses import replace

import pytest

from cli.check import Format
from cli.checks import runner
from cli.finding import Finding, Weight
from cli.reports import FORMATS
from components.errors import InputError, Problem
from plan.plan import Plan, Resource
from tests.cli.support import FLAGS

EXCEPTION = """\
exceptions:
  - rule: a-rule
    resource: key-key
    reason: it is a test
    owner: a@acme.example
    expires: {expires}
"""


@pytest.fixture(autouse=True)
def small_stacks(monkeypatch):
    """Stacks of one key, held to nothing: what joins the pieces is under test, not the pieces."""

    def compose(stack, config, account):
        resource = Resource(f"urn:{stack}", "aws:kms/key:Key", f"{stack}-key-key")
        return Plan(stack, "stepwell", (resource,))

    monkeypatch.setattr("cli.checks.context.compose", compose)
    monkeypatch.setattr(runner, "PIECES", ())


@pytest.fixture
def fraud(repository):
    flags = ("--environments", "dev,prod")
    assert repository.run("new", "fraud", *FLAGS, *flags).code == 0
    return repository


@pytest.fixture
def violation(monkeypatch):
    """Every stack breaks one rule."""

    def broken(context):
        name = f"{context.stack}-key-key"
        yield Finding(context.stack, "policy", name, "must hold", rule="a-rule", resource=name)

    monkeypatch.setattr(runner, "PIECES", (broken,))


def except_until(repository, expires: str) -> None:
    repository.replace("fraud.yaml", "exceptions: []\n", EXCEPTION.format(expires=expires))
    assert repository.run("new", "fraud").code == 0


def test_fresh_stacks_pass(fraud):
    result = fraud.run("check", "--json")
    assert (result.code, result.err) == (0, "")
    assert result.data["stacks"] == {"fraud-dev": 1, "fraud-prod": 1}
    assert fraud.run("check", "--all").out == (
        "fraud-dev (1 resource): nothing to mend\nfraud-prod (1 resource): nothing to mend\n"
    )


def test_one_stack_or_one_team_can_be_chosen(fraud):
    assert fraud.run("new", "vision", *FLAGS, "--environments", "dev").code == 0
    assert list(fraud.run("check", "fraud-prod", "--json").data["stacks"]) == ["fraud-prod"]
    assert list(fraud.run("check", "vision", "--json").data["stacks"]) == ["vision-dev"]


def test_a_stack_that_nobody_asks_for_is_wrong_usage(fraud):
    result = fraud.run("check", "fraud-test")
    assert result.code == 2
    assert result.err == (
        "STACK: must be a team or a stack, got 'fraud-test'\n"
        "there are: fraud, fraud-dev, fraud-prod\n"
    )


def test_no_stacks_at_all_is_no_failure(repository):
    result = repository.run("check")
    assert (result.code, result.out) == (0, "no stacks yet; make some with `stepwell new`\n")


def test_a_spec_with_mistakes_ends_with_two_and_the_others_are_checked(fraud):
    assert fraud.run("new", "vision", *FLAGS, "--environments", "dev").code == 0
    fraud.replace("vision.yaml", "settings: {}", "settings: {protekt_data: true}")
    result = fraud.run("check", "--json")
    assert result.code == 2
    assert list(result.data["stacks"]) == ["fraud-dev", "fraud-prod"]
    (finding,) = result.data["findings"]
    assert finding["message"] == "unknown field, did you mean 'protect_data'"
    assert finding["where"].startswith("stacks/vision.yaml:")


def test_a_stale_file_is_to_be_mended(fraud):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    result = fraud.run("check")
    assert result.code == 1
    assert "stacks/Pulumi.fraud-dev.yaml: must say what stacks/fraud.yaml says" in result.out
    assert "run `stepwell new fraud`" in result.out
    assert result.out.endswith("2 to mend\n")


def test_an_edited_file_is_to_be_mended(fraud):
    fraud.replace("Pulumi.fraud-dev.yaml", "eu-west-1", "eu-west-3")
    result = fraud.run("check", "fraud-dev")
    assert result.code == 1
    assert "must not be edited by hand" in result.out


def test_what_breaks_a_rule_is_to_be_mended(fraud, violation):
    result = fraud.run("check", "--json")
    assert result.code == 1
    assert {(f["rule"], f["weight"]) for f in result.data["findings"]} == {("a-rule", "mandatory")}


def test_an_exception_allows_a_violation_and_is_listed(fraud, violation):
    except_until(fraud, "2999-01-01")
    result = fraud.run("check", "--json")
    assert result.code == 0
    assert {f["weight"] for f in result.data["findings"]} == {"excepted"}
    assert "allowed by a@acme.example until 2999-01-01: it is a test" in fraud.run("check").out


def test_an_exception_that_has_expired_allows_nothing(fraud, violation):
    except_until(fraud, "2020-01-01")
    result = fraud.run("check", "--json")
    assert result.code == 1
    assert [f["check"] for f in result.data["findings"]] == ["policy", "policy", "exceptions"]
    assert "must not be expired, got 2020-01-01" in result.data["findings"][-1]["message"]


def test_an_exception_counts_on_its_last_day(fraud, violation):
    except_until(fraud, "2027-03-31")
    for day, failed in ((31, False), (1, True)):
        today = datetime.date(2027, 3 if day == 31 else 4, day)
        assert runner.check_stacks(fraud.root, (), today).failed is failed


def test_one_that_has_expired_and_was_renewed_is_to_be_removed(fraud, violation):
    again = EXCEPTION.removeprefix("exceptions:\n").format(expires="2999-01-01")
    fraud.replace("fraud.yaml", "exceptions: []\n", EXCEPTION.format(expires="2020-01-01") + again)
    assert fraud.run("new", "fraud").code == 0
    found = fraud.run("check", "--json").data["findings"]
    assert [f["weight"] for f in found] == ["excepted", "excepted", "mandatory"]
    assert found[-1]["where"] == "stacks/fraud.yaml: exceptions[0]"
    assert found[-1]["message"].endswith("remove it")


def test_an_exception_that_nothing_needs_is_to_be_removed(fraud):
    except_until(fraud, "2999-01-01")
    assert "must allow something, got nothing that needs it" in fraud.run("check").out
    # One stack alone cannot tell.
    assert fraud.run("check", "fraud-dev").code == 0


def test_an_exception_with_a_full_name_counts_for_one_stack(fraud, violation):
    except_until(fraud, "2999-01-01")
    fraud.replace("fraud.yaml", "resource: key-key", "resource: fraud-dev-key-key")
    assert fraud.run("new", "fraud").code == 0
    found = fraud.run("check", "--json").data["findings"]
    assert {f["stack"]: f["weight"] for f in found} == {
        "fraud-dev": "excepted",
        "fraud-prod": "mandatory",
    }


def test_advice_does_not_fail(fraud, monkeypatch):
    advice = Finding("fraud-dev", "policy", "x", "should hold", Weight.ADVISORY)
    monkeypatch.setattr(runner, "PIECES", (lambda c: iter([replace(advice, stack=c.stack)]),))
    assert fraud.run("check").code == 0


def test_an_exception_travels_into_the_stack_files(fraud):
    except_until(fraud, "2999-01-01")
    assert "stepwell:exceptions:" in (fraud.stacks / "Pulumi.fraud-dev.yaml").read_text()


def test_what_a_component_says_against_its_inputs_is_to_be_mended(fraud, monkeypatch):
    def refuse(*_):
        raise InputError("network", [Problem("cidr", "must be a range, got 'x'")])

    monkeypatch.setattr("cli.checks.context.compose", refuse)
    result = fraud.run("check", "fraud-dev", "--json")
    assert result.code == 1
    (finding,) = result.data["findings"]
    assert (finding["check"], finding["where"]) == ("compose", "network.cidr")
    assert finding["message"] == "must be a range, got 'x'"


def test_networks_of_one_account_that_overlap_are_advice(fraud, monkeypatch):
    def compose(stack, config, account):
        inputs = {"cidrBlock": "10.0.0.0/16" if stack != "fraud-x" else "10.1.0.0/16"}
        vpc = Resource(f"urn:{stack}", "aws:ec2/vpc:Vpc", f"{stack}-network-vpc", inputs)
        return Plan(stack, "stepwell", (vpc,))

    monkeypatch.setattr("cli.checks.context.compose", compose)
    assert fraud.run("check", "--json").data["findings"] == []
    accounts = [f"--account={name}=314159265358" for name in ("dev", "prod", "x")]
    flags = (*FLAGS, "--environments", "dev,prod,x", *accounts)
    assert fraud.run("new", "fraud", *flags, "--overwrite").code == 0
    result = fraud.run("check", "--json")
    assert result.code == 0
    (finding,) = result.data["findings"]
    assert finding["weight"] == "advisory"
    assert "fraud-dev, fraud-prod overlap (10.0.0.0/16)" in finding["message"]


def test_every_format_goes_to_its_file_and_the_last_is_printed(fraud, violation):
    files = ("--format", "sarif", "--output", "f.sarif", "--format", "text", "--output", "f.txt")
    result = fraud.run("check", *files, "--format", "markdown")
    assert result.code == 1
    assert result.out.startswith("### stepwell check: 2 to mend\n")
    assert len(json.loads((fraud.root / "f.sarif").read_text())["runs"][0]["results"]) == 2
    assert "fraud-dev (1 resource)\n  mandatory a-rule\n" in (fraud.root / "f.txt").read_text()


def test_json_by_format_is_json_by_flag(fraud, violation):
    assert fraud.run("check", "--format", "json").out == fraud.run("check", "--json").out


def test_more_files_than_formats_are_wrong_usage(fraud):
    result = fraud.run("check", "--output", "a", "--output", "b")
    assert (result.code, result.out) == (2, "")
    assert "must be given once for each --format" in result.err
    assert not (fraud.root / "a").exists()


def test_a_file_that_cannot_be_written_is_said(fraud):
    (fraud.root / "full").mkdir()
    result = fraud.run("check", "--output", "full")
    assert (result.code, result.err.startswith("full: must be writable, got ")) == (3, True)


def test_wrong_usage_is_json_too_for_whoever_asked_for_it(fraud):
    result = fraud.run("check", "nobody", "--format", "json")
    assert result.data["exit_code"] == 2


def test_a_finding_says_where_in_the_spec_it_can_be_changed(fraud, violation):
    (finding,) = fraud.run("check", "fraud-dev", "--json").data["findings"]
    assert finding["place"]["file"] == "stacks/fraud.yaml"
    assert "\n    see stacks/fraud.yaml\n" in fraud.run("check", "fraud-dev").out


def test_an_exception_is_data_for_programs(fraud, violation):
    except_until(fraud, "2999-01-01")
    finding = fraud.run("check", "--json").data["findings"][0]
    assert finding["exception"] == {
        "owner": "a@acme.example",
        "expires": "2999-01-01",
        "reason": "it is a test",
    }


def test_every_format_can_be_asked_for():
    assert {one.value for one in Format} == FORMATS.keys()
