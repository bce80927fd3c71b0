"""The Python that a project's programs run with, as its Pulumi.yaml says."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TOOLCHAINS = ("", "pip", "uv")


class OptionError(Exception):
    """The runtime options of a project cannot be honoured; the message says which and why."""


@dataclass(frozen=True)
class Interpreter:
    """An interpreter, and the virtual environment it belongs to."""

    virtualenv: Path | None
    """Folder of the virtual environment; None for the Python of PATH."""

    def command(self) -> Path:
        """The executable; raises `OptionError` when there is none."""
        if self.virtualenv is None:
            wanted = os.environ.get("PULUMI_PYTHON_CMD")
            found = shutil.which(wanted) if wanted else shutil.which("python3")
            if found is None:
                raise OptionError(f"{wanted or 'python3'}: must be on PATH, got nothing")
            return Path(found)
        python = self.virtualenv / "bin" / "python"
        if not python.exists():
            raise OptionError(
                f"virtualenv: must be a virtual environment, got {str(self.virtualenv)!r}\n"
                "make it with: pulumi install"
            )
        return python

    def environment(self) -> dict[str, str]:
        """Our own environment with the virtual environment active."""
        found = {**os.environ}
        # Meant for this host alone; a program's own `python` must not be led astray by it.
        found.pop("STEPWELL_PYTHON", None)
        if self.virtualenv is not None:
            found.pop("PYTHONHOME", None)
            found["VIRTUAL_ENV"] = str(self.virtualenv)
            found["PATH"] = os.pathsep.join([str(self.virtualenv / "bin"), found.get("PATH", "")])
        return found

    def package_folders(self) -> list[Path]:
        """Folders that installed packages lie in."""
        if self.virtualenv is not None:
            return sorted(self.virtualenv.glob("lib/python3*/site-packages"))
        script = "import sys; print('\\n'.join(p for p in sys.path if p.endswith('-packages')))"
        listed = subprocess.run(
            [self.command(), "-c", script], capture_output=True, text=True, check=False
        )
        return [Path(line) for line in listed.stdout.splitlines()]


def interpreter(info: Any, *, is_plugin: bool = False) -> Interpreter:
    """Return the interpreter that a `ProgramInfo` asks for."""
    options = {key: _plain(value) for key, value in info.options.fields.items()}
    toolchain, virtualenv = _option(options, "toolchain"), _option(options, "virtualenv")
    if toolchain not in _TOOLCHAINS:
        raise OptionError(
            f"toolchain: must be pip or uv, got {toolchain!r}\n"
            "other toolchains need the official Pulumi release on PATH"
        )
    if not virtualenv and toolchain == "uv":
        virtualenv = ".venv"
    if not virtualenv and is_plugin:
        virtualenv = "venv"
    return Interpreter(Path(info.root_directory, virtualenv) if virtualenv else None)


def _option(options: Mapping[str, Any], name: str) -> str:
    value = options.get(name, "")
    if not isinstance(value, str):
        raise OptionError(f"{name}: must be a text, got {value!r}")
    return value


def _plain(value: Any) -> Any:
    return getattr(value, value.WhichOneof("kind")) if value.WhichOneof("kind") else None


def python_version() -> str:
    """Version of the Python that runs this host."""
    return ".".join(str(part) for part in sys.version_info[:3])
