"""Writes several files as one step: all of them, or none."""

import contextlib
import difflib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cli.errors import OutsideProblem


def write_all(files: Mapping[Path, str]) -> None:
    """Write `files`, each in one step; on any failure put back what was there.

    Raises:
        OutsideProblem: when the disk or the folder does not let us; nothing has changed then.
    """
    before = dict[Path, bytes | None]()
    drafts = dict[Path, Path]()
    path = Path()
    try:
        for path, text in files.items():
            before[path] = path.read_bytes() if path.exists() else None
            drafts[path] = _draft(path, text)
        written = list[Path]()
        try:
            for path, draft in drafts.items():
                written.append(path)
                draft.replace(path)
        except BaseException:
            for changed in written:
                _restore(changed, before[changed])
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutsideProblem(f"{path}: must be writable, got {reason}") from error
    finally:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _draft(path: Path, text: str) -> Path:
    """Write the text beside its place, with the rights that the file has or would get."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _restore(path: Path, content: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            path.write_bytes(content)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def unified_diff(name: str, before: str, after: str) -> str:
    """Return the difference between two versions of a file, empty when there is none."""
    return "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            fromfile=name,
            tofile=name,
        )
    )
