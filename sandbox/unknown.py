"""What cannot be looked at before it is deployed: values not known yet, and files."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.plan import UNKNOWN


@dataclass(frozen=True)
class Asset:
    """A file or an archive that the program hands over, as it stands on the wire."""

    content: Mapping[str, Any]

    @property
    def text(self) -> str | None:
        """The content itself, where the program gave it as text."""
        return self.content.get("text")

    @property
    def path(self) -> str | None:
        """Path of the file, where the program gave one."""
        return self.content.get("path")

    def read(self) -> bytes:
        """The content; what the program put together of several files is one ZIP file."""
        if self.text is not None:
            return self.text.encode()
        if self.path is not None and Path(self.path).is_file():
            return Path(self.path).read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, inside in self._files():
                # The time is fixed, so that the same files are the same archive.
                archive.writestr(zipfile.ZipInfo(name), inside)
        return packed.getvalue()

    def _files(self, below: str = "") -> Iterator[tuple[str, bytes]]:
        """Files of an archive or an asset by their path in it."""
        root = Path(self.path or "")
        if self.path is not None and root.is_dir():
            for path in sorted(p for p in root.rglob("*") if p.is_file()):
                yield (Path(below) / path.relative_to(root)).as_posix(), path.read_bytes()
        elif self.text is not None or self.path is not None:
            yield below, self.read()
        for name, entry in sorted(self.content.get("assets", {}).items()):
            yield from entry._files(f"{below}/{name}" if below else name)


def is_open(value: Any) -> bool:
    """Whether nothing can be said against a value yet."""
    return value is UNKNOWN or isinstance(value, Asset)


def has_unknown(value: Any) -> bool:
    """Whether a value or any part of it is unknown."""
    if isinstance(value, dict):
        return any(has_unknown(v) for v in value.values())
    if isinstance(value, list):
        return any(has_unknown(v) for v in value)
    return value is UNKNOWN
