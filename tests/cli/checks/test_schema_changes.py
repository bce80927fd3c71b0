import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from cli.checks.context import StackContext
from cli.checks.schema_changes import schema_changes
from cli.finding import Finding, Place, Weight

FILE = "features/fraud.yaml"
CLICKS = """\
clicks:
  record_id: customer_id
  event_time: at
  features:
    customer_id: String
    at: Fractional
    amount: Fractional
"""
CARDS = CLICKS.replace("clicks", "cards")
SMALLER = CLICKS.replace("    amount: Fractional\n", "")
LEFT = f"{FILE}: clicks.features.amount"


@dataclass
class Project:
    """A project in a git repository, in which a stack names a schema file."""

    root: Path
    settings: dict[str, Any] = field(
        default_factory=lambda: {"feature_store": {"schema_file": FILE}}
    )

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=jo", "-c", "user.email=jo@acme.example")
        command = ["git", "-C", str(self.root), *who, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    def write(self, text: str) -> None:
        (self.root / FILE).parent.mkdir(parents=True, exist_ok=True)
        (self.root / FILE).write_text(text)

    def commit(self, text: str) -> None:
        self.write(text)
        self.git("add", FILE)
        self.git("commit", "-m", "features")

    def found(self) -> list[Finding]:
        config = {"stepwell:settings": self.settings}
        context: Any = type("", (), {"root": self.root, "stack": "fraud-dev", "config": config})
        return list(schema_changes(cast("StackContext", context)))

    def wheres(self) -> list[str]:
        return [finding.where for finding in self.found()]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    # What whoever runs the tests has set up for themselves must not matter.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    made = Project(tmp_path)
    made.git("init", "--initial-branch", "main")
    return made


def test_says_which_feature_of_which_group_in_which_file_and_how_to_mend_it(project):
    project.commit(CLICKS)
    project.write(SMALLER)
    (finding,) = project.found()
    assert finding == Finding(
        "fraud-dev",
        "features",
        "features/fraud.yaml: clicks.features.amount",
        "must stay, retired if need be, got no such feature\n"
        "  put it back, with retired: true if nobody is to use it",
        place=Place("features/fraud.yaml"),
    )


def test_what_the_main_branch_has_counts_and_not_what_a_branch_had_in_between(project):
    project.commit(CLICKS)
    project.git("switch", "-c", "mine")
    project.commit(CLICKS + "    city: String\n")
    project.commit(CLICKS)
    assert project.found() == []
    project.commit(SMALLER)
    assert project.wheres() == [LEFT]


def test_what_others_have_added_to_the_main_branch_meanwhile_is_not_missed_here(project):
    project.commit(CLICKS)
    project.git("switch", "-c", "mine")
    project.git("switch", "main")
    project.commit(CLICKS + "    city: String\n")
    project.git("switch", "mine")
    assert project.found() == []


def test_commits_on_the_main_branch_that_are_not_pushed_are_still_changes(project):
    project.commit(CLICKS)
    project.git("update-ref", "refs/remotes/origin/main", "HEAD")
    project.commit(SMALLER)
    assert project.wheres() == [LEFT]
    project.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert project.found() == []


def test_the_remote_repository_says_what_its_main_branch_is(project):
    project.commit(CLICKS)
    project.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    project.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    project.commit(SMALLER)
    assert project.wheres() == [LEFT]


def test_without_a_main_branch_the_last_commit_counts(project):
    project.git("switch", "-c", "trunk")
    project.commit(CLICKS)
    assert project.found() == []
    project.write(SMALLER)
    assert project.wheres() == [LEFT]


def test_a_project_in_a_folder_of_the_repository_is_compared_too(project):
    inner = Project(project.root / "platform")
    inner.root.mkdir()
    inner.commit(CLICKS)
    inner.write(SMALLER)
    assert inner.wheres() == [LEFT]


def test_a_group_may_go_once_its_data_is_not_protected(project):
    project.commit(CLICKS + CARDS)
    project.write(CLICKS)
    assert [(f.where, f.weight) for f in project.found()] == [(f"{FILE}: cards", Weight.MANDATORY)]
    project.settings["protect_data"] = False
    assert [(f.where, f.weight) for f in project.found()] == [(f"{FILE}: cards", Weight.ADVISORY)]


def test_data_that_is_not_protected_does_not_make_other_changes_possible(project):
    project.commit(CLICKS)
    project.write(SMALLER)
    project.settings["protect_data"] = False
    assert [f.weight for f in project.found()] == [Weight.MANDATORY]


def test_what_sagemaker_takes_is_no_finding(project):
    project.commit(CLICKS)
    retired = CLICKS.replace("amount: Fractional", "amount: {type: Fractional, retired: true}")
    project.write(f"{retired}    city: String\n{CARDS}")
    assert project.found() == []


def test_nothing_to_compare_with_is_fine(tmp_path, project, monkeypatch):
    project.write(CLICKS)
    assert project.found() == [], "a repository without a commit"
    project.git("commit", "--allow-empty", "-m", "empty")
    assert project.found() == [], "a new file"
    project.commit("clicks: {}\n")
    project.write(CLICKS)
    assert project.found() == [], "an earlier version that could not be deployed"
    project.commit(CLICKS)
    project.write(SMALLER)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert project.found() == [], "a machine without git"


def test_a_folder_without_a_repository_is_fine(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    alone = Project(tmp_path)
    alone.write(CLICKS)
    assert alone.found() == []


def test_git_is_asked_only_where_a_schema_file_is_named(project, monkeypatch):
    def never(*_args: Any, **_options: Any) -> None:
        raise AssertionError("git was asked")

    monkeypatch.setattr(subprocess, "run", never)
    project.settings = {"feature_store": {"groups": {}}}
    assert project.found() == []
