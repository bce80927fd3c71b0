import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.engine import Engine
from tests.sandbox.engine.support import REPOSITORY, executable
from tests.sandbox.wrapper.support import checkout, environment, provider, pulumi


@pytest.fixture(scope="module")
def port():
    with provider() as number:
        yield number


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A checkout whose engine only says that it was started, and with what."""
    engine = executable(tmp_path / "engine" / "pulumi", 'echo "engine: $*"')
    return checkout(tmp_path / "repo", Engine(engine, "3.259.0", "built"))


def test_a_command_in_the_sandbox_says_where_it_is_and_runs(repo: Path, port: int):
    shown = pulumi("up", "--yes", cwd=repo, env=environment(repo, port))
    assert shown.stdout == "engine: up --yes\n"
    assert shown.stderr == "stepwell sandbox: account 000000000000; nothing here reaches AWS\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PULUMI_BACKEND_URL": "s3://real-state"}, "got 's3://real-state'"),
        ({"PULUMI_BACKEND_URL": ""}, "PULUMI_BACKEND_URL: must be the sandbox's own state"),
        ({"PULUMI_HOME": ""}, "PULUMI_HOME: must be a folder of the sandbox"),
        ({"PULUMI_DEBUG_PROVIDERS": ""}, "as aws:<port>,aws-native:<port>"),
        ({"PULUMI_DEBUG_PROVIDERS": "gcp:1"}, "got 'gcp:1'"),
        ({"PULUMI_DEBUG_PROVIDERS": "aws:1"}, "must attach each provider of AWS"),
        ({"PULUMI_DEBUG_PROVIDERS": "aws:1,aws-native:2"}, "must attach each provider of AWS"),
        (
            {"PULUMI_DEBUG_PROVIDERS": "aws:1,aws-native:1"},
            "sandbox: must be running on port 1",
        ),
        ({"PULUMI_OPTION_CONFIG_FILE": "x.yaml"}, "--config-file: must be left out"),
        ({"PULUMI_OPTION_SECRETS_PROVIDER": "awskms://a"}, "got 'awskms://a'"),
        ({"PULUMI_OPTION_CWD": "/"}, "must run below"),
    ],
)
def test_an_environment_that_is_not_the_sandboxs_is_refused(
    repo: Path, port: int, changed: dict[str, str], said: str
):
    shown = pulumi("up", cwd=repo, env={**environment(repo, port), **changed})
    assert shown.returncode == 2
    assert said in shown.stderr
    assert shown.stdout == "", "the engine must not have been started"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("login s3://real-state", "must stay in the sandbox, got 's3://real-state'"),
        ("login --cloud-url https://api.pulumi.com", "got 'https://api.pulumi.com'"),
        ("login --local", "got '--local'"),
        ("stack migrate --to x", "pulumi stack migrate: must be run outside the sandbox"),
        ("stack init x --secrets-provider=awskms://a", "must stay the sandbox's passphrase"),
        ("stack change-secrets-provider awskms://a", "must stay the sandbox's passphrase"),
        ("config set a b", "pulumi config set: must be run outside the sandbox"),
        ("config -s fraud-dev rm a", "pulumi config rm: must be run outside the sandbox"),
        ("config env add x", "pulumi config env: must be run outside the sandbox"),
        ("up --config-file stacks/Pulumi.fraud-dev.yaml", "--config-file: must be left out"),
        ("-C .. up", "must run below"),
    ],
)
def test_what_would_leave_the_sandbox_or_change_a_stack_file_is_refused(
    repo: Path, port: int, command: str, said: str
):
    shown = pulumi(*command.split(), cwd=repo, env=environment(repo, port))
    assert shown.returncode == 2
    assert said in shown.stderr
    assert shown.stdout == "", "the engine must not have been started"
    assert len(shown.stderr.splitlines()) == 3, "a banner, the reason and the fix"


@pytest.mark.parametrize(
    "command", ["version", "up --help", "config", "config get a", "stack ls", "login", "whoami"]
)
def test_what_only_looks_is_let_through(repo: Path, port: int, command: str):
    env = {**environment(repo, port), "PULUMI_DEBUG_PROVIDERS": "aws:1,aws-native:1"}
    shown = pulumi(*command.split(), cwd=repo, env=env)
    assert shown.stdout == f"engine: {command}\n"


def test_a_known_stack_is_created_by_selecting_it(repo: Path, port: int):
    env = environment(repo, port)
    known = pulumi("stack", "select", "fraud-dev", cwd=repo, env=env)
    unknown = pulumi("stack", "select", "frod-dev", cwd=repo, env=env)
    assert known.stdout == "engine: stack select fraud-dev --create\n"
    assert unknown.stdout == "engine: stack select frod-dev\n"


def test_settings_on_the_command_line_are_said_to_be_temporary(repo: Path, port: int):
    shown = pulumi("up", "-c", "stepwell:team=x", cwd=repo, env=environment(repo, port))
    assert "stepwell sandbox: -c holds for this command only" in shown.stderr


def test_a_missing_engine_is_one_clear_message(repo: Path, port: int):
    shutil.rmtree(repo.parent / "engine")
    shown = pulumi("up", cwd=repo, env=environment(repo, port))
    assert shown.returncode == 3
    assert "must be there to run pulumi, got nothing" in shown.stderr


def test_starting_needs_little():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import sandbox.wrapper.main\n"
        "print(*sorted(sys.modules))"
    )
    shown = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, REPOSITORY],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"dataclasses", "json", "ruamel", "socket", "subprocess", "tempfile"}
    assert not heavy & set(shown.stdout.split())
