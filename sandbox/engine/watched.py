"""A command that takes its time: watched, reported on every second, and never left behind."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Progress = Callable[[str], None]
"""Is told about once a second what is being done and how long it has taken so far."""

_TICK_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5


class Failed(Exception):
    """The command ended badly or took too long; `output` is what it printed."""

    def __init__(self, reason: str, output: str) -> None:
        self.output = output
        super().__init__(reason)


def run_watched(
    command: Sequence[str | Path],
    what: str,
    progress: Progress,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    limit_seconds: float = float("inf"),
    counting: str = "",
) -> str:
    """Run `command` and return what it printed; `counting` says what its lines are.

    It runs in a session of its own, which is killed whole when we are interrupted, so that a
    compiler never works on for a parent that is gone.
    """
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:

        def printed() -> str:
            # Not by moving in the file, where the command writes at the same place.
            size = os.fstat(output.fileno()).st_size
            return os.pread(output.fileno(), size, 0).decode(errors="replace")

        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while process.returncode is None:
                elapsed = time.monotonic() - started
                lines = printed().count("\n") if counting else 0
                remark = f", {lines} {counting}" if lines else ""
                progress(f"{what}: {_duration(elapsed)}{remark}")
                if elapsed > limit_seconds:
                    raise Failed(f"no result after {_duration(limit_seconds)}", printed())
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_TICK_SECONDS)
        finally:
            _end(process)
        if process.returncode:
            raise Failed(f"exit code {process.returncode}", printed())
        return printed()


def _duration(seconds: float) -> str:
    """Elapsed time for people: `9 s`, `1 min 12 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _end(process: subprocess.Popen[bytes]) -> None:
    for request in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, request)
                process.wait(_LAST_WORDS_SECONDS)
