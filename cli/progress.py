"""Says how far a long step is, on stderr: one changing line, or in a log a line now and then."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

_CLEAR = "\r\x1b[K"
_LOG_SECONDS = 30.0


@contextmanager
def progress() -> Generator[Callable[[str], None]]:
    """Return what tells the person where a step is; clear the line when it is over."""
    on_screen = sys.stderr.isatty()
    said = ""
    at = 0.0

    def show(text: str) -> None:
        nonlocal said, at
        if on_screen:
            sys.stderr.write(f"{_CLEAR}{text}")
        else:
            step, now = text.rsplit(": ", 1)[0], time.monotonic()
            if step == said and now - at < _LOG_SECONDS:
                return
            said, at = step, now
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if on_screen:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
