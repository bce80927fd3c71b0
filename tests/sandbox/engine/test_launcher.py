import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sandbox.engine.support import REPOSITORY, executable


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """A built engine whose builder was some Python that says its name."""
    folder = tmp_path / "engine"
    (folder / "bin").mkdir(parents=True)
    shutil.copy(REPOSITORY / "sandbox/engine/pulumi-language-python", folder / "bin")
    builder = executable(tmp_path / "builder", 'echo "builder $*"')
    (folder / "python").write_text(str(builder))
    return folder


def virtualenv(folder: Path, name: str, *, with_sdk: bool = True) -> Path:
    executable(folder / "bin" / "python", f'echo "{name} $*"')
    if with_sdk:
        (folder / "lib/python3.11/site-packages/pulumi").mkdir(parents=True)
    return folder


def started(engine: Path, cwd: Path, **environment: str) -> str:
    shown = subprocess.run(
        [engine / "bin" / "pulumi-language-python", "127.0.0.1:1"],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.endswith("/lib 127.0.0.1:1\n")
    return shown.stdout.split()[0]


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A folder inside a project whose virtual environment is `.venv`."""
    (tmp_path / "Pulumi.yaml").write_text(
        "name: x\nruntime:\n  name: python\n  options:\n    virtualenv: '.venv'\n"
    )
    (tmp_path / "nested").mkdir()
    return tmp_path / "nested"


def test_the_named_interpreter_comes_first(engine: Path, nested: Path, tmp_path: Path):
    virtualenv(tmp_path / ".venv", "project")
    named = executable(tmp_path / "named", 'echo "named $*"')
    assert started(engine, nested, STEPWELL_PYTHON=str(named)) == "named"


def test_then_the_environment_of_the_nearest_project(engine: Path, nested: Path, tmp_path: Path):
    virtualenv(tmp_path / ".venv", "project")
    active = virtualenv(tmp_path / "active", "active")
    assert started(engine, nested, VIRTUAL_ENV=str(active)) == "project"


def test_then_the_active_environment_if_it_has_the_sdk(engine: Path, nested: Path, tmp_path: Path):
    virtualenv(tmp_path / ".venv", "project", with_sdk=False)
    active = virtualenv(tmp_path / "active", "active")
    assert started(engine, nested, VIRTUAL_ENV=str(active)) == "active"


def test_then_the_one_that_built_the_engine(engine: Path, tmp_path: Path):
    assert started(engine, tmp_path) == "builder"


def test_and_python_on_path_when_that_has_vanished(engine: Path, tmp_path: Path):
    (tmp_path / "builder").unlink()
    tools = executable(tmp_path / "tools" / "python3", 'echo "ambient $*"').parent
    path = f"{tools}:{os.environ['PATH']}"
    assert started(engine, tmp_path, PATH=path) == "ambient"
