import os
import sys
from pathlib import Path

import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import language_pb2

from sandbox.engine.language_host.interpreter import OptionError, interpreter


def info(root: Path, **options: object) -> language_pb2.ProgramInfo:
    given = struct_pb2.Struct()
    given.update(options)
    return language_pb2.ProgramInfo(
        root_directory=str(root), program_directory=str(root), entry_point=".", options=given
    )


def virtualenv(folder: Path) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def test_programs_run_in_the_virtual_environment_that_the_project_names(tmp_path: Path):
    folder = virtualenv(tmp_path / ".venv")
    python = interpreter(info(tmp_path, toolchain="pip", virtualenv=".venv"))
    assert python.command() == folder / "bin" / "python"
    assert python.environment()["VIRTUAL_ENV"] == str(folder)
    assert python.environment()["PATH"].split(os.pathsep)[0] == str(folder / "bin")


def test_without_a_virtual_environment_programs_run_with_python_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = virtualenv(tmp_path / "tools")
    (folder / "bin" / "python3").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(folder / "bin"))
    assert interpreter(info(tmp_path)).command() == folder / "bin" / "python3"


def test_plugins_have_an_environment_of_their_own(tmp_path: Path):
    folder = virtualenv(tmp_path / "venv")
    assert interpreter(info(tmp_path), is_plugin=True).command() == folder / "bin" / "python"


def test_uv_keeps_its_environment_beside_the_project(tmp_path: Path):
    folder = virtualenv(tmp_path / ".venv")
    assert interpreter(info(tmp_path, toolchain="uv")).command() == folder / "bin" / "python"


def test_an_environment_that_is_not_there_is_named(tmp_path: Path):
    python = interpreter(info(tmp_path, virtualenv="gone"))
    with pytest.raises(OptionError, match=f"virtualenv: must be .*, got '{tmp_path}/gone'"):
        python.command()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"toolchain": "poetry"}, "toolchain: must be pip or uv, got 'poetry'"),
        ({"virtualenv": 3}, "virtualenv: must be a text, got 3"),
    ],
)
def test_options_that_cannot_be_honoured_are_named(
    tmp_path: Path, options: dict[str, object], said: str
):
    with pytest.raises(OptionError, match=said):
        interpreter(info(tmp_path, **options))
