"""How a command ends: exit codes, and one message for anything that goes wrong."""

import os
import sys
import tempfile
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SETTINGS = (
    ("blueprints.blueprint", "SettingsError"),
    ("components.errors", "InputError"),
    ("generator.errors", "GeneratorError"),
    ("policies.errors", "PolicyError"),
)
"""A team or a caller wrote something wrong."""

_OUTSIDE = (
    ("sandbox.lifecycle", "SandboxError"),
    ("sandbox.cache", "CacheError"),
    ("sandbox.engine.engine", "EngineNotFound"),
)
"""Something outside the project is not as it must be."""


class ExitCode(IntEnum):
    """What a command's end tells the shell."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    OUTSIDE = 3
    INTERRUPTED = 130


class UsageProblem(Exception):
    """The command cannot do what it was asked; the message says what to ask instead."""


class Declined(Exception):
    """The person was asked whether to go on, and said no; the message says what did not happen."""


class OutsideProblem(Exception):
    """Something outside the project failed: disk, network, engine, credentials."""


@dataclass(frozen=True)
class Ending:
    """The last word of a command that did not finish."""

    message: str
    """What went wrong, one line or more, with the fix."""

    code: int
    """Exit code."""


def ending_of(error: BaseException) -> Ending:
    """Say what `error` means to the person at the keyboard."""
    name = type(error).__name__
    if isinstance(error, KeyboardInterrupt) or name == "Abort":
        return Ending("interrupted", ExitCode.INTERRUPTED)
    if isinstance(error, Declined):
        return Ending(str(error), ExitCode.INTERRUPTED)
    if isinstance(error, OutsideProblem) or _is_one_of(error, _OUTSIDE):
        return Ending(str(error), ExitCode.OUTSIDE)
    if isinstance(error, UsageProblem) or _is_one_of(error, _SETTINGS):
        return Ending(str(error), ExitCode.USAGE)
    own = getattr(error, "exit_code", None)
    if isinstance(own, int) and hasattr(error, "format_message"):
        return Ending(_usage(error), own)
    if isinstance(own, int):
        return Ending(str(error), own)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Ending(f"{where}{(error.strerror or str(error)).lower()}", ExitCode.OUTSIDE)
    if os.environ.get("STEPWELL_DEBUG"):
        raise error
    log = _write_log(error)
    reason = f"{name}: {error}".splitlines()[0]
    return Ending(f"a fault of stepwell's own: {reason}\n{log}", ExitCode.OUTSIDE)


def _is_one_of(error: BaseException, kinds: Iterable[tuple[str, str]]) -> bool:
    """Whether `error` is of a kind that is told by module and name; imports none of the modules."""
    for module, name in kinds:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(error, kind):
            return True
    return False


def _usage(error: BaseException) -> str:
    """Message of the argument parser, with the command that explains it."""
    message = str(getattr(error, "format_message")()).rstrip(".")  # noqa: B009 - not a known type
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "stepwell"
    return f"{message[:1].lower()}{message[1:]}\nsee `{command} --help`"


def _write_log(error: BaseException) -> str:
    """Keep the traceback in a file; return the line that says where."""
    text = "".join(traceback.format_exception(error))
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    for folder in (Path(state) / "stepwell", Path(tempfile.gettempdir())):
        path = folder / f"stepwell-error-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return f"details in {path}; set STEPWELL_DEBUG=1 to see them here"
    return "set STEPWELL_DEBUG=1 to see the details"
