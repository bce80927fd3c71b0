"""A command that takes its time: watched, reported on every second, and never left behind."""

import contextlib
import os
import selectors
import signal
import subprocess
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


def duration(seconds: float) -> str:
    """Elapsed time for people: `9 s`, `1 min 12 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def run_watched(
    command: Sequence[str | Path],
    what: str,
    progress: Progress,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    limit_seconds: float | None = None,
    describe: Callable[[int], str] = lambda lines: "",
) -> str:
    """Run `command` and return what it printed; `describe` turns its line count into a remark.

    It runs in a session of its own, which is killed whole when we are interrupted, so that a
    compiler never works on for a parent that is gone.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    output = bytearray()
    stdout = process.stdout
    assert stdout is not None
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            next_tick = 0.0
            while True:
                elapsed = time.monotonic() - started
                if elapsed >= next_tick:
                    remark = describe(output.count(b"\n"))
                    progress(f"{what}: {duration(elapsed)}{', ' if remark else ''}{remark}")
                    next_tick = elapsed + _TICK_SECONDS
                if limit_seconds is not None and elapsed > limit_seconds:
                    raise Failed(f"no result after {duration(limit_seconds)}", output.decode())
                if selector.select(timeout=_TICK_SECONDS):
                    chunk = os.read(stdout.fileno(), 65536)
                    if not chunk:
                        break
                    output += chunk
        process.wait()
    finally:
        _end(process)
    text = output.decode(errors="replace")
    if process.returncode:
        raise Failed(f"exit code {process.returncode}", text)
    return text


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdout is not None:
        process.stdout.close()
    if process.poll() is not None:
        return
    for request in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, request)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_WORDS_SECONDS)
            return
