"""Service quotas: what an account may have of each thing, counted over what it has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jmespath

from sandbox.account.context import Context
from sandbox.account.errors import AwsError
from sandbox.account.options import asked_of, matches
from sandbox.account.services import Call
from sandbox.tables import table

_API = {"vpc": "ec2"}
"""Services of Service Quotas that are another one's API."""


_TABLE: Mapping[str, Any] = table("account/quotas.toml")


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
    holds: bool = False

    @property
    def codes(self) -> Mapping[str, str]:
        """Codes by the whole name."""
        if "{}" not in self.name:
            return {self.name: self.code}
        return {
            self.name.format(kind): code
            for kind, code in table("account/quota_codes.json")[self.name].items()
        }

    def limit(self, limits: Mapping[str, int], name: str) -> int | None:
        """Return the limit that is set, for the whole name or code rather than by a wildcard."""
        names = [name, self.codes[name]] if name in self.codes else [name]
        found = asked_of(limits, [f"{self.service}:{one}" for one in names])
        return self.default if found is None and self.holds else found

    def meant(self, given: str) -> bool:
        """Say whether a name or code from settings can mean this quota."""
        # A type may be newer than the codes at hand.
        names = [*self.codes, self.name.format("ml.*"), *self.codes.values()]
        return any(matches(name, given) or matches(given, name) for name in names)

    def compare(self, name: str, limit: int, used: int, asked: int) -> None:
        """Refuse to exceed a limit."""
        spared = min(self.spared, limit)
        if used + asked + spared > limit:
            numbers = {"limit": limit, "used": used, "asked": asked, "spared": spared}
            said = _TABLE["texts"][self.error].format(name=name, words=self.words, **numbers)
            raise AwsError(self.error, said)


_ROWS = ((*key.partition(":"), row) for key, row in _TABLE.items() if key != "texts")
_QUOTAS = [Quota(service, name, **row) for service, _, name, row in _ROWS]


def check(context: Context, limits: Mapping[str, int]) -> None:
    """Refuse a call that would exceed a limit; those not given hold only if they always do."""
    call = context.call
    for quota in _QUOTAS:
        if call.service != _API.get(quota.service, quota.service) or call.name not in quota.on:
            continue
        asked = _counted(quota.asked, context) if quota.asked else Counter({"": 1})
        asked.subtract(_counted(quota.instead, context) if quota.instead else {})
        held = {of: quota.limit(limits, quota.name.format(of)) for of in asked}
        if any(limit is not None for limit in held.values()):
            used = _counted(quota.used, context)
            for of, limit in held.items():
                if limit is not None and asked[of] > 0:
                    quota.compare(quota.name.format(of), limit, used[of], asked[of])


def answer(call: Call, limits: Mapping[str, int]) -> Mapping[str, Any] | None:
    """Answer a call of Service Quotas about a quota of the table; None leaves it to moto."""
    service, wanted = call.params.get("ServiceCode"), call.params.get("QuotaCode")
    default = "AWSDefault" in call.name
    shown = [
        _shown(call, quota, name, code, limit)
        for quota in _QUOTAS
        if quota.service == service
        for name, code in quota.codes.items()
        if (limit := quota.default if default else quota.limit(limits, name)) is not None
    ]
    if call.name == "ListServiceQuotas" and shown:
        return {"Quotas": shown}
    one = next((quota for quota in shown if quota["QuotaCode"] == wanted), None)
    return {"Quota": one} if one and call.name.startswith("Get") else None


def unknown(limits: Mapping[str, int]) -> Iterator[str]:
    """Yield what is wrong with the names of limits."""
    for given in limits:
        service, _, name = given.partition(":")
        quotas = [quota for quota in _QUOTAS if quota.service == service]
        if not any(quota.meant(name) for quota in quotas):
            names = ", ".join(quota.name.format("ml.TYPE") for quota in quotas)
            services = ", ".join(sorted({quota.service for quota in _QUOTAS}))
            known = f"{service} with one of {names}" if quotas else f"one of {services}"
            yield f"must be service:name or service:code, {known}, got {given!r}"


def _counted(chain: Sequence[str], context: Context) -> "Counter[str]":
    """Follow a chain of expressions and operations; count what it ends in."""
    found: list[Any] = [context.params]
    for position, step in enumerate(chain):
        following: list[Any] = []
        for item in found:
            if position % 2:
                following += _pages(context, step, item)
            else:
                value = jmespath.search(step, item)
                following += value if isinstance(value, list) else [value]
        found = [item for item in following if item is not None]
    counted = Counter[str]()
    for item in found:
        if (of := item.get("of", "")) is not None:
            counted[of] += item.get("count", 1) or 0
    return counted


def _pages(
    context: Context, operation: str, params: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield each page of an answer; none if what it is about is gone."""
    following: str | None = ""
    while following is not None:
        token = {"NextToken": following} if following else {}
        try:
            page = context.ask(operation, {**params, **token})
        except AwsError:
            # As a configuration may be while its endpoint goes on.
            return
        yield page
        following = page.get("NextToken") or None


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
