import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

from cli.main import app, run
from tests.cli.support import Repository

ROOT = Path(__file__).parents[2]
PATHS = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab/ci/check.yml"}
services = pytest.mark.parametrize("service", PATHS)


def written(repository: Repository, service: str) -> Path:
    assert repository.run("ci", service).code == 0
    return repository.root / PATHS[service]


def parsed(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text())


def scripts(path: Path, service: str) -> list[str]:
    """Every shell command of the check."""
    workflow = parsed(path)
    if service == "gitlab":
        return workflow["stepwell-check"]["script"]
    return [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]


def commands(path: Path, service: str) -> list[list[str]]:
    """Arguments of every call of ours."""
    found = [shlex.split(script) for script in scripts(path, service)]
    ours = [words for words in found if words[0] == ".venv/bin/stepwell"]
    return [words[1 : words.index("||") if "||" in words else None] for words in ours]


@services
def test_the_parser_takes_every_command_of_the_workflow(repository, service):
    told = commands(written(repository, service), service)
    assert {words[0] for words in told} == {"check", "diff"}
    for name, *arguments in told:
        command = typer.main.get_command(app).commands[name]  # pyright: ignore
        command.make_context(name, list(arguments))
        with redirect_stdout(io.StringIO()) as out:
            assert run([name, "--help"]) == 0
        for option in (word for word in arguments if word.startswith("--")):
            assert f"{option} " in out.getvalue()


@services
def test_what_a_command_writes_is_what_later_steps_take(repository, service):
    path = written(repository, service)
    files = {
        words[n + 1]
        for words in commands(path, service)
        for n, word in enumerate(words)
        if word == "--output"
    }
    assert files == {"findings.sarif", "findings.xml", "findings.md", "changes.md"}
    rest = path.read_text()
    for file in files:
        assert rest.count(file) > 1 or "findings.*" in rest, file


@services
def test_make_knows_the_targets_that_the_workflow_makes(repository, service):
    made = [s.split()[1] for s in scripts(written(repository, service), service) if "make " in s]
    assert made == ["setup"]
    assert re.search(r"^setup:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_actions_are_pinned_to_a_commit_and_say_their_version(repository):
    text = written(repository, "github").read_text()
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert len(used) == 5
    for action, comment in used:
        assert re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_tokens_may_show_findings_or_comment_and_nothing_else(repository):
    workflow = parsed(written(repository, "github"))
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "check": {"contents": "read", "security-events": "write"},
        "comment": {"pull-requests": "write"},
    }
    assert "secrets." not in written(repository, "github").read_text()
    assert "pull_request_target" not in workflow["on"]


def test_what_may_comment_runs_nothing_of_the_change(repository):
    comment = parsed(written(repository, "github"))["jobs"]["comment"]
    used = [step["uses"].partition("@")[0] for step in comment["steps"] if "uses" in step]
    assert used == ["actions/download-artifact"]
    assert "head.repo.full_name == github.repository" in comment["if"]
    comment = parsed(written(repository, "gitlab"))["stepwell-comment"]
    assert comment["variables"]["GIT_STRATEGY"] == "none"
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in comment["rules"][0]["if"]


def test_no_text_of_others_gets_into_a_script(repository):
    jobs = parsed(written(repository, "github"))["jobs"].values()
    for script in (step["run"] for job in jobs for step in job["steps"] if "run" in step):
        assert "${{" not in script


@services
def test_again_changes_nothing(repository, service):
    before = written(repository, service).read_bytes()
    result = repository.run("ci", service)
    assert result.out.startswith(f"keep    {PATHS[service]}\n")
    assert (repository.root / PATHS[service]).read_bytes() == before


@services
def test_looking_first_writes_nothing(repository, service):
    result = repository.run("ci", service, "--dry-run")
    assert result.out.startswith(f"create  {PATHS[service]}\n--- ")
    assert result.out.endswith("nothing written (--dry-run)\n")
    assert not (repository.root / PATHS[service]).exists()


@services
def test_what_somebody_edited_is_refused_and_shown(repository, service):
    path = written(repository, service)
    edited = path.read_text().replace("30", "60")
    path.write_text(edited)
    result = repository.run("ci", service)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{PATHS[service]}: must not be edited by hand")
    assert "60" in result.err
    assert path.read_text() == edited
    assert repository.run("ci", service, "--overwrite").code == 0
    assert "60" not in path.read_text()


def test_a_workflow_of_somebody_elses_is_not_overwritten(repository):
    path = repository.root / PATHS["github"]
    path.parent.mkdir(parents=True)
    path.write_text("name: mine\n")
    assert repository.run("ci", "github").code == 2
    assert path.read_text() == "name: mine\n"


@services
def test_an_older_one_is_written_anew_unasked(repository, service):
    assert repository.run("ci", service, "--branch", "trunk").code == 0
    assert "trunk" in (repository.root / PATHS[service]).read_text()
    assert repository.run("ci", service).out.startswith("change  ")
    assert "trunk" not in (repository.root / PATHS[service]).read_text()


@pytest.mark.parametrize("branch", ["a b", "x\ny: z", "-x", "${{ x }}", ""])
def test_what_is_no_branch_is_refused(repository, branch):
    result = repository.run("ci", "github", f"--branch={branch}")
    assert (result.code, "--branch: must be the name of a branch" in result.err) == (2, True)


def test_gitlab_is_told_what_to_include(repository):
    assert "  - local: /.gitlab/ci/check.yml\n" in repository.run("ci", "gitlab").out
    (repository.root / ".gitlab-ci.yml").write_text("include: {local: /.gitlab/ci/check.yml}\n")
    assert repository.run("ci", "gitlab").out.endswith("next: git add .gitlab/ci/check.yml\n")


def test_the_workflow_of_this_repository_is_the_one_that_is_generated(repository):
    generated = written(repository, "github").read_bytes()
    assert (ROOT / PATHS["github"]).read_bytes() == generated, "run `stepwell ci github`"
