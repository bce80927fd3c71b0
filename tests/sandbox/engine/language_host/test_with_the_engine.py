import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sandbox.engine.support import project, pulumi, real_engine

pytestmark = pytest.mark.engine

COMPONENT = """
import pulumi

class Zone(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("tiny:index:Zone", name, {"size": 3})
        self.register_outputs({})

Zone("raw")
print("said by the program")
pulumi.export("chosen", pulumi.Config().get("choice"))
"""

PACK = """
import pulumi
from pulumi_policy import EnforcementLevel, PolicyPack, StackValidationPolicy

def no_zone(args, report):
    for resource in args.resources:
        if resource.resource_type == "tiny:index:Zone":
            choice = pulumi.Config("tiny").get("choice")
            report(f"{resource.name} is a zone, in {pulumi.get_stack()}, choice {choice}")

PolicyPack("rules", [
    StackValidationPolicy(
        name="no-zone", description="Stacks have no zones.", validate=no_zone,
        enforcement_level=EnforcementLevel.MANDATORY,
    ),
])
"""

PLUGIN = """
from typing import TypedDict

import pulumi
from pulumi.provider.experimental import component_provider_host

class ZoneArgs(TypedDict):
    size: pulumi.Input[int]

class Zone(pulumi.ComponentResource):
    size: pulumi.Output[int]

    def __init__(self, name: str, args: ZoneArgs, opts: pulumi.ResourceOptions | None = None):
        super().__init__("zones:index:Zone", name, {}, opts)
        self.size = pulumi.Output.from_input(args["size"])
        self.register_outputs({"size": self.size})

component_provider_host(name="zones", components=[Zone])
"""

REMOTE = """
class Remote(pulumi.ComponentResource):
    size: pulumi.Output[int]

    def __init__(self, name, size):
        super().__init__("zones:index:Zone", name, {"size": size}, None, remote=True)

pulumi.export("size", Remote("curated", 4).size)
"""


Stack = Callable[[Path, str], dict[str, str]]


@pytest.fixture(scope="module")
def initialized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a stack and a setting, made once for all."""
    folder = tmp_path_factory.mktemp("initialized")
    env = project(folder, "")
    created = pulumi("stack", "init", "dev", cwd=folder, env=env)
    assert created.returncode == 0, created.stderr
    pulumi("config", "set", "choice", "blue", cwd=folder, env=env)
    return folder


@pytest.fixture
def stack(initialized: Path) -> Stack:
    """Make a project of a program, whose stack is there, and return its environment."""

    def make(folder: Path, program: str) -> dict[str, str]:
        env = project(folder, program)
        shutil.copy(initialized / "Pulumi.dev.yaml", folder)
        shutil.copytree(initialized / "state", folder / "state", dirs_exist_ok=True)
        return {**env, "PULUMI_STACK": "dev"}

    return make


def test_the_engine_says_its_version():
    engine = real_engine()
    shown = subprocess.run([engine.pulumi, "version"], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == f"v{engine.version}"


def test_a_project_and_its_plugin_are_previewed_without_a_warning(tmp_path: Path, stack: Stack):
    env = stack(tmp_path, COMPONENT + REMOTE)
    described = (tmp_path / "Pulumi.yaml").read_text()
    (tmp_path / "Pulumi.yaml").write_text(
        f"{described}plugins:\n  providers:\n    - name: zones\n      path: zones\n"
    )
    plugin = tmp_path / "zones"
    plugin.mkdir()
    (plugin / "__main__.py").write_text(PLUGIN)
    (plugin / "PulumiPlugin.yaml").write_text(
        f"runtime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n"
    )
    shown = pulumi("preview", cwd=tmp_path, env=env)
    text = shown.stdout + shown.stderr
    assert shown.returncode == 0, text
    assert "+  tiny:index:Zone raw create" in text
    assert "said by the program" in text
    assert 'chosen: "blue"' in text
    assert "+  zones:index:Zone curated create" in text
    assert "size  : 4" in text
    for unwanted in ("warning", "Traceback", "error", "$PATH", "deprecated"):
        assert unwanted not in text, text


def test_a_failing_program_shows_its_error_once(tmp_path: Path, stack: Stack):
    env = stack(tmp_path, "raise ValueError('the zone is closed')\n")
    shown = pulumi("preview", "--json", cwd=tmp_path, env=env)
    assert shown.returncode != 0
    said = [d["message"] for d in json.loads(shown.stdout)["diagnostics"]]
    assert len(said) == 1, said
    assert said[0].count("ValueError: the zone is closed") == 1
    assert "__main__.py" in said[0]
    assert "pulumi-language-python" not in said[0], "only the user's frames are shown"


def test_a_program_that_exits_by_itself_shows_its_exit_code(tmp_path: Path, stack: Stack):
    env = stack(tmp_path, "raise SystemExit(3)\n")
    shown = pulumi("preview", cwd=tmp_path, env=env)
    assert shown.returncode != 0
    assert "program exited with non-zero exit code: 3" in shown.stdout


def test_a_missing_virtual_environment_is_named(tmp_path: Path, stack: Stack):
    env = stack(tmp_path, COMPONENT)
    described = (tmp_path / "Pulumi.yaml").read_text().replace(sys.prefix, "nowhere")
    (tmp_path / "Pulumi.yaml").write_text(described)
    shown = pulumi("preview", cwd=tmp_path, env=env)
    assert shown.returncode != 0
    assert "virtualenv: must be a virtual environment, got " in shown.stdout
    assert "Traceback" not in shown.stdout + shown.stderr


def test_a_policy_pack_given_as_a_folder_stops_a_stack_and_knows_it(tmp_path: Path, stack: Stack):
    env = stack(tmp_path / "project", COMPONENT)
    cwd = tmp_path / "project"
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "__main__.py").write_text(PACK)
    (pack / "PulumiPolicy.yaml").write_text(
        f"runtime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n"
    )
    shown = pulumi("up", "--yes", "--skip-preview", f"--policy-pack={pack}", cwd=cwd, env=env)
    assert shown.returncode != 0
    assert "[mandatory]  no-zone" in shown.stdout
    assert "raw is a zone, in dev, choice blue" in shown.stdout
    assert "Traceback" not in shown.stdout + shown.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_runs_on_when_the_engine_is_stopped(
    tmp_path: Path, stack: Stack, how: signal.Signals
):
    reached, ended = tmp_path / "reached", tmp_path / "ended"
    os.mkfifo(reached)
    os.mkfifo(ended)
    # While the program lives it holds the second pipe open, so reading it ends when it ends.
    program = (
        f"import time\nheld = open({str(ended)!r}, 'w')\n"
        f"open({str(reached)!r}, 'w').close()\ntime.sleep(600)\n"
    )
    env = stack(tmp_path / "project", program)
    with (
        (tmp_path / "output").open("w+") as output,
        subprocess.Popen(
            ["pulumi", "preview", "--non-interactive"],
            cwd=tmp_path / "project",
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as engine,
    ):
        with ended.open() as held:
            reached.read_text()
            engine.send_signal(how)
            assert held.read() == ""
        engine.wait(60)
        output.seek(0)
        text = output.read()
    assert engine.returncode != 0
    assert "Traceback" not in text, text
