"""Which quotas there are: the table `quotas.toml`, and the codes of those of instance types."""

import functools
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.account.options import asked_of, matches

_FOLDER = Path(__file__).parent
_API = {"vpc": "ec2"}
"""Services of Service Quotas that are another one's API."""


@dataclass(frozen=True)
class Quota:
    """One row; what each member is, the table says."""

    service: str
    name: str
    on: Sequence[str]
    used: Sequence[str]
    error: str
    asked: Sequence[str] = ()
    instead: Sequence[str] = ()
    spared: int = 0
    words: str = ""
    code: str = ""
    default: int | None = None

    @property
    def codes(self) -> Mapping[str, str]:
        """Codes by the whole name."""
        if "{}" not in self.name:
            return {self.name: self.code}
        return {self.name.format(kind): code for kind, code in _codes()[self.name].items()}

    def limit(self, limits: Mapping[str, int], name: str) -> int | None:
        """Return the limit that is set, for the whole name or code rather than by a wildcard."""
        names = [name, self.codes[name]] if name in self.codes else [name]
        return asked_of(limits, [f"{self.service}:{one}" for one in names])

    def meant(self, given: str) -> bool:
        """Say whether a name or code from settings can mean this quota."""
        # A type may be newer than the codes at hand.
        names = [*self.codes, self.name.format("ml.*"), *self.codes.values()]
        return any(matches(name, given) or matches(given, name) for name in names)


def text(error: str) -> str:
    """Return what AWS says with an error, with places for the numbers."""
    return _read()["texts"][error]


@functools.cache
def table() -> Sequence[Quota]:
    """Return all rows."""
    rows = ((*key.partition(":"), row) for key, row in _read().items() if key != "texts")
    return [Quota(service, name, **row) for service, _, name, row in rows]


@functools.cache
def on() -> Mapping[tuple[str, str], Sequence[Quota]]:
    """Return the quotas by the API's service and operation that are refused."""
    found: dict[tuple[str, str], list[Quota]] = {}
    for quota in table():
        for operation in quota.on:
            found.setdefault((_API.get(quota.service, quota.service), operation), []).append(quota)
    return found


@functools.cache
def _read() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "quotas.toml").read_text("utf-8"))


@functools.cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return json.loads((_FOLDER / "quota_codes.json").read_text("utf-8"))
