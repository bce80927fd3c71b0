"""What the account is asked to be like, from `sandbox.toml` in the folder of the checkout.

The file need not be there. It is read again when it has changed, so a running sandbox follows it.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from annotated_types import Ge

FILE = "sandbox.toml"
"""Name of the file, in the folder of the checkout."""


@dataclass(frozen=True)
class Fault:
    """One failure that somebody asks for."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    operation: str
    """`service:Operation` as botocore names them, with wildcards, whatever the case."""

    call: Annotated[int, Ge(0)] = 0
    """Which of the calls that match fails, counted since the file was last written; 0 is all."""

    code: str = "InternalError"
    """Code of the error."""

    message: str = "The sandbox was asked to fail here."
    """Text of the error."""

    effect: bool = False
    """Whether the call is carried out before it fails."""


@dataclass(frozen=True)
class Settings:
    """All that can be asked for."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    faults: tuple[Fault, ...] = ()
    """Calls that fail."""


class SettingsError(Exception):
    """The file is not what it must be."""


class SettingsFile:
    """A file of settings, read anew when it has changed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._read_at = 0
        self._settings = Settings()
        self._wrong: SettingsError | None = None
        self.version = 0
        """Counts how often it was read."""

    def current(self) -> Settings:
        """Return what is asked for now; `SettingsError` as long as the file is wrong."""
        written = _written(self._file)
        if written != self._read_at:
            self._read_at = written
            self.version += 1
            self._settings, self._wrong = Settings(), None
            try:
                if self._file is not None and written:
                    self._settings = read(self._file)
            except SettingsError as error:
                self._wrong = error
        if self._wrong is not None:
            raise self._wrong
        return self._settings


def read(file: Path) -> Settings:
    """Read a file; `SettingsError` says where it is wrong, what is required and was given."""
    # Only who asks for something waits for this import; the sandbox starts without it.
    from pydantic import TypeAdapter, ValidationError

    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: must be readable TOML, got {error}") from error
    try:
        return TypeAdapter(Settings).validate_json(json.dumps(given, default=str), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = _path(first["loc"])
        if first["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
            required = "left out, as there is no such setting"
        else:
            required = first["msg"].removeprefix("Input should be ").removeprefix("a valid ")
        if first["type"] == "missing":
            raise SettingsError(f"{file}: {where}: must be given") from error
        raise SettingsError(
            f"{file}: {where}: must be {required}, got {first['input']!r}"
        ) from error


def _path(location: Sequence[int | str]) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _written(file: Path | None) -> int:
    try:
        return file.stat().st_mtime_ns if file is not None else 0
    except FileNotFoundError:
        return 0
