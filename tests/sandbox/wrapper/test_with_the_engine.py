import json
from pathlib import Path

import pytest

from tests.sandbox.wrapper.support import STACK_FILE, checkout, environment, provider, pulumi

pytestmark = pytest.mark.engine


@pytest.fixture
def running():
    with provider() as port:
        yield port


def test_a_stack_lives_in_the_sandbox_and_leaves_the_committed_files_alone(
    tmp_path: Path, running: int
):
    repo = checkout(tmp_path / "repo")
    env = environment(repo, running)
    before = {path: path.read_bytes() for path in repo.glob("*.yaml")}

    def run(*arguments: str, cwd: Path = repo) -> str:
        shown = pulumi(*arguments, cwd=cwd, env=env)
        assert shown.returncode == 0, shown.stdout + shown.stderr
        assert shown.stderr.startswith("stepwell sandbox: account 000000000000;")
        for unwanted in ("warning", "Traceback", "not installed"):
            assert unwanted not in shown.stdout + shown.stderr, shown.stdout + shown.stderr
        return shown.stdout

    run("stack", "select", "fraud-dev")
    once = ("-c", "stepwell:zones=[]")
    run("up", "--yes", "--skip-preview", *once, cwd=repo / "nested")
    outputs = json.loads(run("stack", "output", "--json"))
    assert outputs == {"team": "fraud", "zones": [], "text": "beside the program"}

    stack_file = repo / "stacks" / "Pulumi.fraud-dev.yaml"
    stack_file.write_text(STACK_FILE.replace("team: fraud", "team: risk"))
    run("up", "--yes", "--skip-preview")
    outputs = json.loads(run("stack", "output", "--json"))
    assert outputs["team"] == "risk", "an edit is seen by the next command"
    assert outputs["zones"] == ["raw", "curated"], "-c held for one command"

    run("stack", "export", "--file", "state.json", cwd=repo / "nested")
    assert "s3/bucket:Bucket::risk" in (repo / "nested" / "state.json").read_text()
    run("destroy", "--yes", "--skip-preview", "--remove")
    assert "fraud-dev" not in run("stack", "ls")

    assert stack_file.read_text() == STACK_FILE.replace("team: fraud", "team: risk")
    assert {path: path.read_bytes() for path in repo.glob("*.yaml")} == before
    assert sorted(path.name for path in (repo / "stacks").iterdir()) == ["Pulumi.fraud-dev.yaml"]
