"""The Python that a project's programs run with, as its Pulumi.yaml says."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class OptionError(Exception):
    """The runtime options of a project cannot be honoured; the message says which and why."""


class Interpreter(NamedTuple):
    """An interpreter, and the virtual environment it belongs to."""

    virtualenv: Path | None
    """Folder of the virtual environment; None for the Python of PATH."""

    def command(self) -> Path:
        """The executable; raises `OptionError` when there is none."""
        if self.virtualenv is None:
            wanted = os.environ.get("PULUMI_PYTHON_CMD") or "python3"
            found = shutil.which(wanted)
            if found is None:
                raise OptionError(f"{wanted}: must be on PATH, got nothing")
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

    def said(self, *arguments: str) -> str:
        """What the interpreter prints if it is started with these arguments."""
        command = [self.command(), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def plugins(self) -> Iterator[Path]:
        """Files in which installed packages say that they need a plugin."""
        if self.virtualenv is not None:
            folders = [*self.virtualenv.glob("lib/python3*/site-packages")]
        else:
            folders = [Path(line) for line in self.said("-c", _PATH).splitlines()]
        for folder in folders:
            yield from sorted(folder.glob("*/pulumi-plugin.json"))


_PATH = "import sys; print('\\n'.join(p for p in sys.path if p.endswith('-packages')))"


def interpreter(info: Any, *, is_plugin: bool = False) -> Interpreter:
    """Return the interpreter that a `ProgramInfo` asks for; a plugin's is its own."""
    options = dict(info.options)
    for name, value in options.items():
        if name in ("toolchain", "virtualenv") and not isinstance(value, str):
            raise OptionError(f"{name}: must be a text, got {value!r}")
    toolchain = options.get("toolchain") or "pip"
    if toolchain not in ("pip", "uv"):
        raise OptionError(
            f"toolchain: must be pip or uv, got {toolchain!r}\n"
            "other toolchains need the official Pulumi release on PATH"
        )
    usual = ".venv" if toolchain == "uv" else "venv" if is_plugin else ""
    virtualenv = options.get("virtualenv") or usual
    return Interpreter(Path(info.root_directory, virtualenv) if virtualenv else None)
