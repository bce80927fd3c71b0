"""Service quotas: what an account may have of each thing, counted over what it has.

Which there are, what they count and what AWS says is in `quotas.toml`.
"""

import fnmatch
import functools
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jmespath

from sandbox.account.errors import AwsError
from sandbox.account.services import Call

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Carries out a reading operation of the service at hand."""

_FOLDER = Path(__file__).parent
_API = {"vpc": "ec2"}
"""Services of Service Quotas that are another one's API."""


@dataclass(frozen=True)
class Quota:
    """One row of the table; see there."""

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

    def codes(self) -> Mapping[str, str]:
        """Return the codes by the whole name."""
        if "{}" not in self.name:
            return {self.name: self.code}
        return {self.name.format(kind): code for kind, code in _codes()[self.name].items()}


def check(call: Call, limits: Mapping[str, int], ask: Ask) -> None:
    """Refuse a call that would exceed a limit; those not given do not hold."""
    for quota in _on().get((call.service, call.name), ()):
        asked = _counted(quota.asked, call.params, ask) if quota.asked else Counter({"": 1})
        within = {of: _limit(limits, quota, of) for of in asked}
        if any(limit is not None for limit in within.values()):
            used = _counted(quota.used, call.params, ask)
            used.subtract(_counted(quota.instead, call.params, ask) if quota.instead else {})
            for of, limit in within.items():
                if limit is not None:
                    _compare(quota, of, limit, used[of], asked[of])


def answer(call: Call, limits: Mapping[str, int]) -> Mapping[str, Any] | None:
    """Answer a call of Service Quotas about a quota of the table; None leaves it to moto."""
    service, code = call.params.get("ServiceCode"), call.params.get("QuotaCode")
    default = "AWSDefault" in call.name
    shown = [
        _shown(call, quota, name, code, limit)
        for quota in _table()
        if quota.service == service
        for name, code in quota.codes().items()
        if (limit := quota.default if default else _named(limits, quota, name, code)) is not None
    ]
    if call.name == "ListServiceQuotas" and shown:
        return {"Quotas": shown}
    one = next((quota for quota in shown if quota["QuotaCode"] == code), None)
    return {"Quota": one} if one and call.name.startswith("Get") else None


def unknown(limits: Mapping[str, int]) -> Iterator[str]:
    """Yield what is wrong with the names of limits."""
    for given in limits:
        service, _, name = given.partition(":")
        of_service = [quota for quota in _table() if quota.service == service]
        if not any(
            fnmatch.fnmatchcase(name, quota.name.format("ml.*"))
            or any(_matches(name, whole, code) for whole, code in quota.codes().items())
            for quota in of_service
        ):
            names = ", ".join(quota.name.format("ml.TYPE") for quota in of_service)
            services = ", ".join(sorted({quota.service for quota in _table()}))
            known = f"{service} with one of {names}" if of_service else f"one of {services}"
            yield f"must be service:name or service:code, {known}, got {given!r}"


def _compare(quota: Quota, of: str, limit: int, used: int, asked: int) -> None:
    spared = min(quota.spared, limit)
    if used + asked + spared > limit:
        text: str = _texts()[quota.error]
        raise AwsError(
            quota.error,
            text.format(
                name=quota.name.format(of),
                limit=limit,
                used=used,
                asked=asked,
                spared=spared,
                words=quota.words,
            ),
        )


def _limit(limits: Mapping[str, int], quota: Quota, of: str) -> int | None:
    name = quota.name.format(of)
    return _named(limits, quota, name, quota.codes().get(name, ""))


def _named(limits: Mapping[str, int], quota: Quota, name: str, code: str) -> int | None:
    """Return the limit that is set for a quota: by its name rather than by a wildcard."""
    for wanted in (f"{quota.service}:{name}", f"{quota.service}:{code}"):
        if wanted in limits:
            return limits[wanted]
    for given, limit in limits.items():
        service, _, pattern = given.partition(":")
        if service == quota.service and _matches(pattern, name, code):
            return limit
    return None


def _matches(pattern: str, name: str, code: str) -> bool:
    return pattern == code or fnmatch.fnmatchcase(name, pattern)


def _counted(chain: Sequence[str], params: Mapping[str, Any], ask: Ask) -> "Counter[str]":
    """Follow a chain of expressions and operations; count what it ends in."""
    found: list[Any] = [params]
    for position, step in enumerate(chain):
        following: list[Any] = []
        for item in found:
            try:
                value: Any = ask(step, item) if position % 2 else jmespath.search(step, item)
            except AwsError:
                # Gone, as a configuration may be while its endpoint goes on.
                continue
            following += value if isinstance(value, list) else [value]
        found = [item for item in following if item is not None]
    counted = Counter[str]()
    for item in found:
        of = item.get("of", "")
        if of is not None:
            counted[of] += item["count"] or 0 if "count" in item else 1
    return counted


def _shown(call: Call, quota: Quota, name: str, code: str, limit: int) -> dict[str, Any]:
    return {
        "ServiceCode": quota.service,
        "QuotaName": name,
        "QuotaCode": code,
        "QuotaArn": f"arn:aws:servicequotas:{call.region}::{quota.service}/{code}",
        "Value": float(limit),
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": quota.service == "iam",
    }


@functools.cache
def _read() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "quotas.toml").read_text("utf-8"))


def _texts() -> Mapping[str, str]:
    return _read()["texts"]


@functools.cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return json.loads((_FOLDER / "quota_codes.json").read_text("utf-8"))


@functools.cache
def _table() -> Sequence[Quota]:
    rows = ((*key.partition(":"), row) for key, row in _read().items() if key != "texts")
    return [Quota(service, name, **row) for service, _, name, row in rows]


@functools.cache
def _on() -> Mapping[tuple[str, str], Sequence[Quota]]:
    """Quotas by the API's service and operation."""
    found: dict[tuple[str, str], list[Quota]] = {}
    for quota in _table():
        for operation in quota.on:
            found.setdefault((_API.get(quota.service, quota.service), operation), []).append(quota)
    return found
