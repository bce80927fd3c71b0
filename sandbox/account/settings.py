"""What the account is asked to be like, from `sandbox.toml` in the folder of the checkout.

The file need not be there. It is read again when it has changed, so a running sandbox follows it.
"""

import json
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
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
    try:
        given = read(file) if file.name and file.exists() else Settings()
    except SettingsError as error:
        return {}, str(error)
    usual = asdict(Settings())
    return {name: value for name, value in asdict(given).items() if value != usual[name]}, None


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
        adapter = TypeAdapter(Settings)
        settings = adapter.validate_json(json.dumps(given, default=str), strict=True)
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
    for problem in _problems(settings):
        raise SettingsError(f"{file}: {problem}")
    return settings


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
