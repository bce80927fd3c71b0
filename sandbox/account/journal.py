"""The account's memory: every request that changed something, appended before it is carried out.

An entry is one line of JSON (the request's head, its seed, its time, length and checksum of its
body), the body as it came, and a newline. A torn last entry is what a kill leaves behind; it is
dropped, because its request was never carried out.
"""

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ATTEMPT = "Sandbox-Attempt"
"""Header of a call that may be sent again because its answer was lost."""

PATIENT = "stepwell-provider"
"""In the user agent of who waits for the end of what it begins, as Pulumi's providers do."""


@dataclass(frozen=True)
class Entry:
    """One request and what pins its outcome."""

    head: Mapping[str, str]
    """The text values of the WSGI environment: method, path, query, headers."""

    body: bytes

    seed: str

    when: float
    """When it arrived, seconds since 1970."""

    @property
    def attempt(self) -> str:
        """Name of the attempt that it is, empty where nobody would send it again."""
        return self.head.get(f"HTTP_{ATTEMPT.upper().replace('-', '_')}", "")


class JournalError(Exception):
    """The journal cannot be written, so nothing may be changed."""


class Journal:
    """An append-only file of entries."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def replay(self) -> Iterator[Entry]:
        """Yield the entries in order; cut off a torn end."""
        if not self.path.exists():
            return
        good = 0
        with self.path.open("rb") as file:
            while (entry := _read(file)) is not None:
                good = file.tell()
                yield entry
        if good < self.path.stat().st_size:
            os.truncate(self.path, good)

    def append(self, entry: Entry) -> None:
        """Write an entry; on failure leave the file as it was."""
        head = {
            "head": dict(entry.head),
            "seed": entry.seed,
            "when": entry.when,
            "size": len(entry.body),
            "crc": zlib.crc32(entry.body),
        }
        before = None
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("ab", buffering=0)
            before = self._file.tell()
            data = b"%s\n%s\n" % (json.dumps(head).encode(), entry.body)
            if self._file.write(data) != len(data):
                raise OSError("the disk is full")
        except OSError as error:
            if self._file is not None and before is not None:
                os.truncate(self.path, before)
            raise JournalError(
                f"{self.path}: must be writable, got {error.strerror or error}"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _read(file: BinaryIO) -> Entry | None:
    """Return the next whole entry, None at the end or where the rest is torn."""
    try:
        head = json.loads(file.readline())
        body = file.read(head["size"])
        if file.read(1) != b"\n" or zlib.crc32(body) != head["crc"]:
            return None
    except (ValueError, KeyError, TypeError):
        return None
    return Entry(head["head"], body, head["seed"], head["when"])
