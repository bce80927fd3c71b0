"""Prints where the engine is, after downloading or building it if there is none."""

import argparse
import sys
import time

from sandbox.engine.engine import EngineNotFound
from sandbox.engine.find import find_engine
from sandbox.engine.watched import Progress

_OUTSIDE_FAILED = 3
_INTERRUPTED = 130
_CLEAR = "\r\x1b[K"
_LOG_SECONDS = 30


def main() -> int:
    """Print the path of the engine; progress goes to stderr."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.engine", description=__doc__)
    parser.add_argument("--no-build", action="store_true", help="only look, fetch nothing")
    arguments = parser.parse_args()
    on_screen = sys.stderr.isatty()
    show = _line() if on_screen else _log()
    try:
        engine = find_engine(show, build=not arguments.no_build)
    except EngineNotFound as error:
        sys.stderr.write(f"{_CLEAR if on_screen else ''}{error}\n")
        return _OUTSIDE_FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; nothing half made was left\n")
        return _INTERRUPTED
    sys.stderr.write(_CLEAR if on_screen else "")
    sys.stdout.write(f"{engine.pulumi}\n")
    return 0


def _line() -> Progress:
    """Progress on a terminal: one line that is written over."""

    def show(text: str) -> None:
        sys.stderr.write(f"{_CLEAR}{text}")
        sys.stderr.flush()

    return show


def _log() -> Progress:
    """Progress in a log: a line for every new step, and one every half minute."""
    step = ""
    shown = 0.0

    def show(text: str) -> None:
        nonlocal step, shown
        now = time.monotonic()
        if text.rsplit(": ", 1)[0] != step or now - shown >= _LOG_SECONDS:
            step, shown = text.rsplit(": ", 1)[0], now
            sys.stderr.write(f"{text}\n")

    return show


if __name__ == "__main__":
    sys.exit(main())
