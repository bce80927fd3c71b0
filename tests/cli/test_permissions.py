import json

import pytest

from tests.cli.support import FLAGS

ACCOUNT = "123456789012"
GITHUB = "token.actions.githubusercontent.com"


@pytest.fixture
def team(repository):
    assert repository.run("new", "fraud", *FLAGS).code == 0
    return repository


def derived(team, *options):
    result = team.run("permissions", "fraud-dev", "--account", ACCOUNT, "--json", *options)
    assert result.code == 0, result.out + result.err
    return result.data


def statements(data):
    return [s for policy in data["policies"] for s in policy["Statement"]]


def test_says_which_resource_needs_an_action(team):
    data = derived(team, "--operation", "destroy")
    assert (data["stack"], data["operation"]) == ("fraud-dev", "destroy")
    assert "fraud-dev-lake-raw" in data["why"]["s3:DeleteBucket"]
    result = team.run("permissions", "fraud-dev", "--account", ACCOUNT)
    assert result.code == 0
    line = next(line for line in result.out.splitlines() if "CreateKey" in line)
    assert line.split() == ["CreateKey", "fraud-dev-key-key"]


def test_the_role_cannot_change_itself(team):
    data = derived(team)
    assert not data["role"].startswith("fraud-dev")
    own = f"arn:aws:iam::{ACCOUNT}:role/{data['role']}"
    named = [s["Resource"] for s in statements(data) if "iam:PutRolePolicy" in s["Action"]]
    assert named
    assert own not in str(named)


def test_a_boundary_that_is_known_stays_as_it_is(team):
    arn = f"arn:aws:iam::{ACCOUNT}:policy/fraud-dev-boundary-policy-1a2b3c4"
    found = statements(derived(team, "--boundary-arn", arn))
    (denied,) = [s for s in found if s["Effect"] == "Deny"]
    assert "iam:CreatePolicyVersion" in denied["Action"]
    assert denied["Resource"] == arn
    (made,) = [s for s in found if "iam:CreateRole" in s["Action"]]
    assert made["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": arn}}
    asked = ("permissions", "fraud-dev", "--account", ACCOUNT)
    told = [team.run(*asked, *more).out for more in ((), ("--boundary-arn", arn))]
    assert ["the boundary is known by its name only" in out for out in told] == [True, False]


@pytest.mark.parametrize(
    ("options", "subject"),
    [
        (("--github", "acme/ml"), "repo:acme/ml:ref:refs/heads/main"),
        (("--github", "acme/ml", "--branch", "live"), "repo:acme/ml:ref:refs/heads/live"),
        (("--github", "acme/ml", "--environment", "prod"), "repo:acme/ml:environment:prod"),
        (("--gitlab", "acme/ml"), "project_path:acme/ml:ref_type:branch:ref:main"),
    ],
)
def test_trusts_one_branch_or_environment_of_one_repository(team, options, subject):
    (statement,) = derived(team, *options)["trust"]["Statement"]
    (subjects,) = [v for k, v in statement["Condition"]["StringEquals"].items() if k[-4:] == ":sub"]
    assert subjects == [subject]


def test_writes_the_documents_that_the_aws_command_line_reads(team):
    folder = team.root / "role"
    data = derived(team, "--output", str(folder), "--github", "acme/ml")
    written = {path.name: json.loads(path.read_text()) for path in folder.iterdir()}
    assert written.pop("trust.json") == data["trust"]
    assert [written[name] for name in sorted(written)] == data["policies"]


def test_keeps_no_policy_that_is_not_needed_any_more(team):
    folder = team.root / "role"
    folder.mkdir()
    (folder / "policy-9.json").write_text("{}")
    result = team.run("permissions", "fraud-dev", "--account", ACCOUNT, "--output", str(folder))
    assert result.code == 2
    assert "--output: must be a folder without other documents" in result.err
    assert "policy-9.json" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("fraud-dve",),
            "must be a stack, got 'fraud-dve'\nthere are: fraud-dev, fraud-staging, fraud-prod",
        ),
        (("fraud-dev",), "--account: must be the 12 digits of the account of fraud-dev, got ''"),
        (
            ("fraud-dev", "--account", "12"),
            "of fraud-dev, got '12'\nor set environments.dev.account",
        ),
        (
            ("fraud-dev", "--account", ACCOUNT, "--github", "acme"),
            "--github: must be owner/name or owner@id/name@id, got 'acme'",
        ),
        (
            ("fraud-dev", "--account", ACCOUNT, "--gitlab", "acme"),
            "--gitlab: must be group/project, without wildcards, got 'acme'",
        ),
        (("fraud-dev", "--branch", "x"), "--branch: must stand with --github or --gitlab, got 'x'"),
        (
            ("fraud-dev", "--github", "a/b", "--gitlab", "a/b"),
            "--gitlab: must stand without --github",
        ),
        (
            ("fraud-dev", "--account", ACCOUNT, "--boundary-arn", "mine"),
            "--boundary-arn: must be the ARN of a managed policy, got 'mine'",
        ),
    ],
)
def test_says_what_is_wrong_and_how_to_mend_it(team, arguments, said):
    result = team.run("permissions", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
