"""`pulumi install`: the virtual environment of a project, and its requirements in it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from .children import Children, output
from .interpreter import Interpreter, OptionError


def install(python: Interpreter, program: Path, children: Children) -> Iterator[tuple[str, bytes]]:
    """Yield what the steps print as `stdout` and `stderr`, and at last a reason as `failed`."""
    steps = list[list[str | Path]]()
    requirements = program / "requirements.txt"
    try:
        if python.virtualenv is not None and not (python.virtualenv / "bin" / "python").exists():
            steps.append([sys.executable, "-m", "venv", python.virtualenv])
            command = python.virtualenv / "bin" / "python"
        else:
            command = python.command()
    except OptionError as error:
        yield "failed", str(error).encode()
        return
    if requirements.exists():
        steps.append([command, "-m", "pip", "install", "-r", requirements])
    for step in steps:
        process = children.start(step, python.environment(), cwd=str(program), piped=True)
        yield from output(process)
        if children.wait(process):
            shown = " ".join(str(part) for part in step)
            yield "failed", f"{shown}: ended with exit code {process.returncode}".encode()
            return
