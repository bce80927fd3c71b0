import subprocess
from pathlib import Path

import pytest

from plan.plan import Plan, Resource
from tests.cli.support import FLAGS, Repository

BUCKET = "aws:s3/bucket:Bucket"


def git(repository: Repository, *arguments: str) -> str:
    who = ("-c", "user.name=jo", "-c", "user.email=jo@acme.example")
    command = ["git", "-C", str(repository.root), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(repository: Repository) -> str:
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "stacks")
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def small_stacks(monkeypatch):
    """Stacks of one bucket that says where it is and what a file of the team holds."""

    def compose(stack, config, account):
        said = Path("team.txt").read_text() if Path("team.txt").exists() else ""
        inputs = {"tags": {"region": config["aws:region"], "said": said}}
        bucket = Resource(f"urn:{stack}", BUCKET, f"{stack}-raw", inputs, protect=True)
        return Plan(stack, "stepwell", (bucket,))

    monkeypatch.setattr("cli.checks.context.compose", compose)


@pytest.fixture
def fraud(repository: Repository) -> Repository:
    git(repository, "init", "-q", "-b", "main")
    assert repository.run("new", "fraud", *FLAGS, "--environments", "dev,eu-west").code == 0
    commit(repository)
    git(repository, "switch", "-q", "-c", "feature")
    return repository


def fates(repository: Repository, *arguments: str) -> dict[str, str]:
    stacks = repository.run("diff", *arguments, "--json").data["stacks"]
    return {stack["stack"]: stack["fate"] for stack in stacks}


def test_nothing_changed_is_said(fraud):
    result = fraud.run("diff")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("against main (")
    assert result.out.endswith("fraud-dev: no change\nfraud-eu-west: no change\n")


def test_what_changes_is_told_with_values(fraud):
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    assert fraud.run("diff", "fraud-dev").out.splitlines()[1:] == [
        "fraud-dev: 1 to update",
        "  ~ update  fraud-dev-raw (aws:s3/bucket:Bucket)",
        "      tags.region: 'eu-west-1' to 'eu-west-3'",
    ]


def test_files_that_a_team_names_are_those_of_the_commit(fraud):
    (fraud.root / "team.txt").write_text("now")
    assert "      tags.said: '' to 'now'\n" in fraud.run("diff", "fraud").out


def test_what_others_have_merged_since_is_no_difference(fraud):
    git(fraud, "switch", "-q", "main")
    fraud.replace("fraud.yaml", "region: eu-west-1", "region: eu-west-3")
    tip = commit(fraud)
    git(fraud, "switch", "-q", "feature")
    assert set(fates(fraud, "--against", "main").values()) == {"same"}
    assert fraud.run("diff", "--json").data["against"]["commit"] != tip


def test_a_new_stack_and_one_that_is_gone_are_told_apart(fraud):
    fraud.replace("fraud.yaml", "\n  eu-west: {}\n", "\n  prod: {}\n")
    assert fates(fraud) == {"fraud-dev": "same", "fraud-eu-west": "gone", "fraud-prod": "new"}
    out = fraud.run("diff").out
    assert "fraud-prod: new stack, 1 to create\n" in out
    assert "only `pulumi destroy` deletes it, 1 to delete\n" in out
    lost = "fraud-eu-west-raw (aws:s3/bucket:Bucket) loses data, but is protected: `pulumi up`"
    assert lost in out


def test_a_stack_can_be_chosen_by_its_team_or_its_name(fraud):
    assert list(fates(fraud, "fraud")) == ["fraud-dev", "fraud-eu-west"]
    assert list(fates(fraud, "fraud-eu-west")) == ["fraud-eu-west"]
    result = fraud.run("diff", "fraud-eu")
    assert (result.code, result.err.splitlines()[0]) == (
        2,
        "STACK: must be a team or a stack, got 'fraud-eu'",
    )


def test_a_spec_that_was_wrong_then_is_said_and_not_taken_for_nothing(fraud):
    fraud.replace("fraud.yaml", "settings: {}", "settings: {protekt_data: true}")
    wrong = commit(fraud)
    fraud.replace("fraud.yaml", "settings: {protekt_data: true}", "settings: {}")
    result = fraud.run("diff", "fraud-dev", "--against", wrong)
    assert result.code == 0
    assert f"  at {wrong} ({wrong[:10]}): stacks/fraud.yaml:" in result.out
    assert "did you mean 'protect_data'" in result.out


def test_a_spec_that_is_wrong_now_ends_with_two(fraud):
    fraud.replace("fraud.yaml", "settings: {}", "settings: {protekt_data: true}")
    result = fraud.run("diff", "--json")
    assert result.code == 2
    assert {stack["fate"] for stack in result.data["stacks"]} == {"unknown"}


def test_markdown_counts_names_what_is_lost_and_folds_the_rest(fraud):
    fraud.replace("fraud.yaml", "\n  eu-west: {}\n", "\n")
    lines = fraud.run("diff", "--format", "markdown").out.splitlines()
    assert lines[0].startswith("### stepwell diff against main (")
    assert "| fraud-dev | 0 | 0 | 0 | 0 | no change |" in lines
    assert "- data of `fraud-eu-west-raw`, but is protected: &#96;pulumi up&#96; refuses" in lines
    assert "- delete `fraud-eu-west-raw` `aws:s3/bucket:Bucket`" in lines


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "main:stacks"])
def test_what_is_no_commit_is_refused(fraud, ref):
    result = fraud.run("diff", f"--against={ref}")
    assert result.code == 2
    assert result.err.startswith("--against: must be a commit of this repository, got ")


def test_without_git_there_is_nothing_to_compare_with(repository):
    result = repository.run("diff")
    assert result.code == 2
    assert "must be a git repository" in result.err


def test_no_folder_is_left_behind(fraud, tmp_path_factory, monkeypatch):
    place = tmp_path_factory.mktemp("tmp")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    assert fraud.run("diff").code == 0
    assert list(place.iterdir()) == []
