"""What the account is asked to be like, from `sandbox.toml` in the folder of the checkout.

The file need not be there. It is read again when it has changed, so a running sandbox follows it.
"""

import contextlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.account.options import Regions, Settings

FILE = "sandbox.toml"
"""Name of the file, in the folder of the checkout."""

VARIABLE = "STEPWELL_SANDBOX_SETTINGS"
"""Environment variable that names another file when the sandbox starts."""


class SettingsError(Exception):
    """The file is not what it must be."""


def settings_file(repo: Path) -> Path:
    """Return the file of a checkout, or the one that the environment names in its place."""
    named = os.environ.get(VARIABLE)
    return Path(named).absolute() if named else repo.resolve() / FILE


def in_force(file: Path) -> tuple[dict[str, Any], str | None]:
    """Return what a file asks for, without defaults, and what is wrong with it, if it is."""
    from pydantic import TypeAdapter

    try:
        settings = SettingsFile(file).current()
    except SettingsError as error:
        return {}, str(error)
    return TypeAdapter(Settings).dump_python(settings, exclude_defaults=True, mode="json"), None


class SettingsFile:
    """A file of settings, read anew when it has changed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._read_at = 0
        self._settings: Settings | SettingsError = Settings()
        self.version = 0
        """Counts how often it was read."""

    def current(self) -> Settings:
        """Return what is asked for now; `SettingsError` as long as the file is wrong."""
        written = 0
        with contextlib.suppress(FileNotFoundError):
            written = self._file.stat().st_mtime_ns if self._file is not None else 0
        if written != self._read_at:
            self._read_at = written
            self.version += 1
            self._settings = _read(self._file) if self._file and written else Settings()
        if isinstance(self._settings, SettingsError):
            raise self._settings
        return self._settings


def _read(file: Path) -> Settings | SettingsError:
    """Read a file; an error says where it is wrong, what is required and was given."""
    # Only who asks for something waits for this import; the sandbox starts without it.
    from pydantic import TypeAdapter, ValidationError

    try:
        given = json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str)
        settings = TypeAdapter(Settings).validate_json(given, strict=True)
        problem = next(_problems(settings), None)
    except ValidationError as error:
        problem = _said(error.errors(include_url=False)[0])
    except (OSError, ValueError) as error:
        return SettingsError(f"{file}: must be readable TOML, got {error}")
    else:
        if problem is None:
            return settings
    return SettingsError(f"{file}: {problem}")


def _said(error: Mapping[str, Any]) -> str:
    """Put an error of pydantic's in our words."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"])
    where = "".join(parts).removeprefix(".")
    if error["type"] == "missing":
        return f"{where}: must be given"
    required = error["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        required = "left out, as there is no such setting"
    return f"{where}: must be {required}, got {error['input']!r}"


def _problems(settings: Settings) -> Iterator[str]:
    """Yield what no type says about the settings."""
    for number in settings.accounts:
        if not (number.isdecimal() and len(number) == 12):
            yield f"accounts: must be numbers of 12 digits, in quotes, got {number!r}"
    if settings.regions != Regions():
        from sandbox.account.regions import REGIONS

        for region in (*settings.regions.enabled, *settings.regions.without):
            if region not in REGIONS:
                yield f"regions: must be regions of AWS, got {region!r}"
    if settings.transitions:
        from sandbox.account import transitions

        for name in transitions.unknown(settings.transitions):
            yield f"transitions: must name what is made or changed, as service:Thing, got {name!r}"
    if settings.quotas:
        from sandbox.account.quotas import unknown

        yield from map("quotas: {}".format, unknown(settings.quotas))
