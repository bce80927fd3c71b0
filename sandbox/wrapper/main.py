"""Runs one `pulumi` command in the sandbox: checks it, brings the mirror up to date, starts it."""

import os
import sys
from pathlib import Path

from sandbox.wrapper import locks, mirror, refusals, session
from sandbox.wrapper.arguments import CommandLine

_WRONG_USAGE = 2
_OUTSIDE_FAILED = 3
_SAYS = "stepwell sandbox"
_BANNER = f"{_SAYS}: account 000000000000; nothing here reaches AWS"

_SETTINGS = {
    # A stack whose salt is not in the copy of its file still has it in its state.
    "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
    # The sandbox attaches its provider; the real one must neither be downloaded nor started.
    "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    "PULUMI_OPTION_SKIP_PLUGIN_PRE_INSTALL": "true",
    "PULUMI_SKIP_UPDATE_CHECK": "1",
}


def main() -> None:
    """Replace this process by the engine; called with repository, engine and the arguments."""
    repo, engine = Path(sys.argv[1]), sys.argv[2]
    environment = dict(os.environ)
    line = CommandLine(sys.argv[3:], environment.pop("PULUMI_OPTION_CWD", None) or os.getcwd())
    operates = not refusals.OPERATIONS.isdisjoint(line.words[:1])
    sys.stderr.write(f"{_BANNER}\n")
    try:
        refusals.check(repo, line, environment)
        if operates:
            environment |= session.attached(repo, environment)
        project = mirror.refresh(repo)
        for process in locks.release_dead(repo / ".sandbox" / "state"):
            sys.stderr.write(f"{_SAYS}: released the stack from command {process}, which died\n")
    except refusals.Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(_WRONG_USAGE)
    except OSError as error:
        reason = error.strerror or str(error)
        sys.stderr.write(f"{error.filename}: must be readable and writable, got {reason!r}\n")
        sys.exit(_OUTSIDE_FAILED)
    except UnicodeDecodeError as error:
        sys.stderr.write(f"stack files: must be UTF-8 text, got {error.object[:40]!r}\n")
        sys.exit(_WRONG_USAGE)
    if operates and line.has("-c", "--config"):
        sys.stderr.write(f"{_SAYS}: -c holds for this command only\n")
    environment |= _SETTINGS | line.settings(environment)
    environment["PWD"] = str(project)
    environment.setdefault("STEPWELL_PYTHON", sys.executable)
    sys.stderr.flush()
    os.chdir(project)
    os.execve(engine, ["pulumi", *_selecting(repo, line)], environment)


def _selecting(repo: Path, line: CommandLine) -> list[str]:
    """The engine's arguments; a stack that has a file is created by being selected."""
    result = line.elsewhere()
    if line.words[:2] == ["stack", "select"] and not line.has("-c", "--create"):
        named = (line.words[2:3] or [line.value("-s", "--stack") or ""])[0]
        if named and (mirror.stack_files(repo) / f"Pulumi.{named}.yaml").exists():
            result.append("--create")
    return result
