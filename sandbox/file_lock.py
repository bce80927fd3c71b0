"""Locks on files: held while a process lives, and let go by the kernel however it ends."""

import fcntl
import os
import time
from pathlib import Path


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
    if not path.exists():
        return False
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


def wait_until_free(path: Path, patience: float) -> bool:
    """Wait for a lock to be let go; say whether it was, within `patience` seconds."""
    end = time.monotonic() + patience
    while held(path):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
