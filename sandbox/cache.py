"""Where the sandbox keeps what is expensive to make and the same for every checkout."""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path

_LOOK_AGAIN_SECONDS = 0.2


class CacheError(Exception):
    """The cache cannot be written; the message says where and what to do."""

    def __init__(self, path: Path, cause: OSError) -> None:
        reason = cause.strerror or str(cause)
        super().__init__(
            f"{path}: must be a folder with room that can be written, got {reason!r}\n"
            "set STEPWELL_CACHE to another folder"
        )


def cache_dir() -> Path:
    """Folder of the caches: `$STEPWELL_CACHE`, else below `$XDG_CACHE_HOME` or `~/.cache`."""
    chosen = os.environ.get("STEPWELL_CACHE")
    if chosen:
        return Path(chosen).absolute()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "stepwell"


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees all of it or none, whoever else writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def make_once(
    target: Path, make: Callable[[Path], None], waiting: Callable[[str], None] = lambda _: None
) -> Path:
    """Return the folder `target`, filled by `make` if nobody has done so yet.

    `make` fills a folder beside it, which takes the name `target` in one step when it is
    complete: an interrupted one leaves nothing that looks finished. Of several processes one
    makes it; the others wait, and say so through `waiting` about once a second.
    """
    if target.is_dir():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target.parent / f".{target.name}.lock", target, waiting):
            if not target.is_dir():
                _make(target, make)
    except OSError as error:
        raise CacheError(target.parent, error) from error
    return target


def _make(target: Path, make: Callable[[Path], None]) -> None:
    prefix = f".{target.name}.part-"
    # Whoever holds the lock is the only maker, so any other part was left by one that was killed.
    for left in target.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix))
    try:
        part.chmod(0o755)
        make(part)
        os.replace(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextlib.contextmanager
def _lock(path: Path, target: Path, waiting: Callable[[str], None]) -> Generator[None]:
    """Hold a lock that the system takes back when its holder dies."""
    with path.open("a", encoding="utf-8") as file:
        started = time.monotonic()
        said = 0.0
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                waited = time.monotonic() - started
                if waited >= said:
                    waiting(f"waiting for another process that makes {target.name}: {waited:.0f} s")
                    said = waited + 1
                time.sleep(_LOOK_AGAIN_SECONDS)
        yield
