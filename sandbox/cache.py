"""Where the sandbox keeps what is expensive to make and the same for every checkout."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sandbox.file_lock import holding


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

    def said(seconds: int) -> None:
        waiting(f"waiting for another process that makes {target.name}: {seconds} s")

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with holding(target.parent / f".{target.name}.lock", said):
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
