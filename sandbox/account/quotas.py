"""Service quotas: what an account may have of each thing, counted over what it has."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import jmespath

from sandbox.account.errors import AwsError
from sandbox.account.quota_table import Quota, on, table, text
from sandbox.account.services import Call

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Carries out a reading operation of the service at hand."""


def check(call: Call, limits: Mapping[str, int], ask: Ask) -> None:
    """Refuse a call that would exceed a limit; those not given do not hold."""
    for quota in on().get((call.service, call.name), ()):
        asked = _counted(quota.asked, call.params, ask) if quota.asked else Counter({"": 1})
        asked.subtract(_counted(quota.instead, call.params, ask) if quota.instead else {})
        held = {of: quota.limit(limits, quota.name.format(of)) for of in asked}
        if any(limit is not None for limit in held.values()):
            used = _counted(quota.used, call.params, ask)
            for of, limit in held.items():
                if limit is not None and asked[of] > 0:
                    _compare(quota, quota.name.format(of), limit, used[of], asked[of])


def answer(call: Call, limits: Mapping[str, int]) -> Mapping[str, Any] | None:
    """Answer a call of Service Quotas about a quota of the table; None leaves it to moto."""
    service, wanted = call.params.get("ServiceCode"), call.params.get("QuotaCode")
    default = "AWSDefault" in call.name
    shown = [
        _shown(call, quota, name, code, limit)
        for quota in table()
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
        quotas = [quota for quota in table() if quota.service == service]
        if not any(quota.meant(name) for quota in quotas):
            names = ", ".join(quota.name.format("ml.TYPE") for quota in quotas)
            services = ", ".join(sorted({quota.service for quota in table()}))
            known = f"{service} with one of {names}" if quotas else f"one of {services}"
            yield f"must be service:name or service:code, {known}, got {given!r}"


def _compare(quota: Quota, name: str, limit: int, used: int, asked: int) -> None:
    spared = min(quota.spared, limit)
    if used + asked + spared > limit:
        numbers = {"limit": limit, "used": used, "asked": asked, "spared": spared}
        said = text(quota.error).format(name=name, words=quota.words, **numbers)
        raise AwsError(quota.error, said)


def _counted(chain: Sequence[str], params: Mapping[str, Any], ask: Ask) -> "Counter[str]":
    """Follow a chain of expressions and operations; count what it ends in."""
    found: list[Any] = [params]
    for position, step in enumerate(chain):
        following: list[Any] = []
        for item in found:
            if position % 2:
                following += _pages(step, item, ask)
            else:
                value = jmespath.search(step, item)
                following += value if isinstance(value, list) else [value]
        found = [item for item in following if item is not None]
    counted = Counter[str]()
    for item in found:
        of = item.get("of", "")
        if of is not None:
            counted[of] += item["count"] or 0 if "count" in item else 1
    return counted


def _pages(operation: str, params: Mapping[str, Any], ask: Ask) -> Iterator[Mapping[str, Any]]:
    """Yield each page of an answer; none if what it is about is gone."""
    following: str | None = ""
    while following is not None:
        token = {"NextToken": following} if following else {}
        try:
            page = ask(operation, {**params, **token})
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
