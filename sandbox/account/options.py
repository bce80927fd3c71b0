"""What can be asked of the account, and how it is where nobody asks."""

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from annotated_types import Ge, Le

ACCOUNT = "000000000000"
"""Number of the account of every key that no other one issued; AWS gives it to nobody."""


class _Strict:
    """Settings of which no others than these can be given."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True)
class Fault(_Strict):
    """One failure that somebody asks for."""

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
class Regions(_Strict):
    """Where the account can be used."""

    enabled: tuple[str, ...] = ()
    """Regions that are enabled; without any, all that AWS has."""

    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Instance types, with wildcards, that a region does not have."""


@dataclass(frozen=True)
class Iam(_Strict):
    """Whether callers may only do what their policies allow."""

    enforce: bool = False
    """Whether sessions of roles and users of the account are held to their policies."""

    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys that every request has, such as `aws:SourceIp` and `aws:SourceVpce`."""


@dataclass(frozen=True)
class Settings(_Strict):
    """All that can be asked for."""

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

    transitions: Mapping[str, Annotated[int, Ge(0)]] = field(default_factory=dict[str, int])
    """How many answers show as in progress what was made or changed, by `service:Thing`, with
    wildcards; no more, once it is 0 or left out."""


def matches(name: str, pattern: str) -> bool:
    """Say whether a name in settings, with wildcards, means this one, whatever the case."""
    return fnmatch.fnmatchcase(name.lower(), pattern.lower())


def asked_of(numbers: Mapping[str, int], names: Sequence[str]) -> int | None:
    """Return what is asked of a thing with these names: by its own name, else by a wildcard."""
    own = (numbers[name] for name in names if name in numbers)
    wide = (n for given, n in numbers.items() if any(matches(name, given) for name in names))
    return next(own, next(wide, None))
