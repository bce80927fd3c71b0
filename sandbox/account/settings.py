"""What the account is asked to be like, from `sandbox.toml` in the folder of the checkout.

The file need not be there. It is read again when it has changed, so a running sandbox follows it.
"""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le

FILE = "sandbox.toml"
"""Name of the file, in the folder of the checkout."""

VARIABLE = "STEPWELL_SANDBOX_SETTINGS"
"""Environment variable that names another file when the sandbox starts."""


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

    share: Annotated[float, Ge(0), Le(1)] = 1.0
    """Which share of the calls that match fails, drawn for each in turn."""

    seed: int = 0
    """What is drawn depends on: the same seed fails the same calls."""

    message: str = "The sandbox was asked to fail here."
    """Text of the error."""

    effect: bool = False
    """Whether the call is carried out before it fails."""


@dataclass(frozen=True)
class Regions:
    """Where the account can be used."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    enabled: tuple[str, ...] = ()
    """Regions that are enabled; without any, all that AWS has."""

    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Instance types, with wildcards, that a region does not have."""


@dataclass(frozen=True)
class Iam:
    """Whether callers may only do what their policies allow."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    enforce: bool = False
    """Whether sessions of roles and users of the account are held to their policies."""


@dataclass(frozen=True)
class Settings:
    """All that can be asked for."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    faults: tuple[Fault, ...] = ()
    """Calls that fail."""

    iam: Iam = Iam()
    """Whether callers may only do what their policies allow."""

    quotas: Mapping[str, Annotated[int, Ge(0)]] = field(default_factory=dict[str, int])
    """Limits by `service:name of the quota` or `service:code`; the name may have wildcards."""

    regions: Regions = Regions()
    """Where the account can be used, and what regions lack."""

    accounts: Mapping[str, str] = field(default_factory=dict[str, str])
    """What other accounts are called, by their numbers; their roles can be assumed."""


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
