"""Locks on files: held while a process lives, and let go by the kernel however it ends."""

import contextlib
import fcntl
import itertools
import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

_LOOKS_A_SECOND = 50


def hold(path: Path) -> int | None:
    """Lock a file for as long as this process lives; None if another one has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def held(path: Path) -> bool:
    """Say whether another process holds the lock on a file."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextlib.contextmanager
def holding(path: Path, waiting: Callable[[int], None]) -> Generator[None]:
    """Hold a lock once it is free; `waiting` is told each second how long that takes by now."""
    looks = itertools.count()
    while (handle := hold(path)) is None:
        if (look := next(looks)) % _LOOKS_A_SECOND == 0:
            waiting(look // _LOOKS_A_SECOND)
        time.sleep(1 / _LOOKS_A_SECOND)
    try:
        yield
    finally:
        os.close(handle)


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Say whether something happens within some seconds."""
    end = time.monotonic() + seconds
    while not (done := happens()) and time.monotonic() < end:
        time.sleep(1 / _LOOKS_A_SECOND)
    return done
