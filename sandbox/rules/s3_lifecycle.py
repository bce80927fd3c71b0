"""Rules of the lifecycle of S3's objects."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sandbox.rules import Params, rule

_LIFECYCLE = ("s3", "PutBucketLifecycleConfiguration")
_ACTIONS = (
    "Expiration",
    "Transitions",
    "NoncurrentVersionTransitions",
    "NoncurrentVersionExpiration",
    "AbortIncompleteMultipartUpload",
)
_COLDER = (
    "STANDARD_IA",
    "INTELLIGENT_TIERING",
    "ONEZONE_IA",
    "GLACIER_IR",
    "GLACIER",
    "DEEP_ARCHIVE",
)
_MALFORMED = (
    "The XML you provided was not well-formed or did not validate against our published schema"
)


def _rules(params: Params) -> Any:
    return (params.get("LifecycleConfiguration") or {}).get("Rules") or []


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def names_of_rules_differ(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": the ID is unique."""
    names = [r["ID"] for r in _rules(params) if r.get("ID")]
    if len(names) != len(set(names)):
        return "Rule ID must be unique. Found same ID for more than one rule"
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidRequest")
def every_rule_does_something(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": a rule has an action."""
    if not all(any(name in r for name in _ACTIONS) for r in _rules(params)):
        return "At least one action needs to be specified in a rule"
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def days_before_infrequent_access(params: Params) -> str | None:
    """S3 User Guide, "Constraints and considerations for transitions": 30 days."""
    for days, _ in _moves(params):
        for kind in ("STANDARD_IA", "ONEZONE_IA"):
            if days.get(kind, 30) < 30:
                return (
                    "'Days' in Transition action must be greater than or equal to 30 for"
                    f" storageClass '{kind}'"
                )
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def colder_later(params: Params) -> str | None:
    """S3 User Guide, "Supported transitions": only down the waterfall of storage classes."""
    for days, _ in _moves(params):
        order = [(kind, days[kind]) for kind in _COLDER if kind in days]
        for (kind, before), (colder, after) in pairwise(order):
            if after <= before:
                return (
                    f"'Days' in the Transition action for StorageClass '{colder}' must be greater"
                    f" than 'Days' in the Transition action for StorageClass '{kind}'"
                )
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def expiration_after_transitions(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": objects move before they expire."""
    for days, expires in _moves(params):
        if expires is not None and any(moved >= expires for moved in days.values()):
            return (
                "'Days' in the Expiration action must be greater than 'Days' in the Transition"
                " action"
            )
    return None


def _moves(params: Params) -> Iterator[tuple[dict[Any, int], int | None]]:
    """Days of transitions by class, and of the expiration, of current and of older versions."""
    kinds = (
        ("Days", "Transitions", "Expiration"),
        ("NoncurrentDays", "NoncurrentVersionTransitions", "NoncurrentVersionExpiration"),
    )
    for r in _rules(params):
        for name, moves, end in kinds:
            given = [t for t in r.get(moves) or [] if name in t]
            days = {t.get("StorageClass"): t[name] for t in given}
            yield days, (r.get(end) or {}).get(name)


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidRequest")
def days_or_dates(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": one way to say when in a rule."""
    for r in _rules(params):
        actions = [*(r.get("Transitions") or []), r.get("Expiration") or {}]
        if any("Date" in a for a in actions) and any("Days" in a for a in actions):
            return (
                "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle"
                f" rule '{r.get('ID', '')}'"
            )
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="MalformedXML")
def one_way_to_say_when(params: Params) -> str | None:
    """PutBucketLifecycleConfiguration, `ExpiredObjectDeleteMarker`: not with `Days` or `Date`."""
    for r in _rules(params):
        expires = r.get("Expiration") or {}
        given = [n for n in ("Days", "Date", "ExpiredObjectDeleteMarker") if expires.get(n)]
        if len(given) > 1 or any("Days" in t and "Date" in t for t in r.get("Transitions") or []):
            return _MALFORMED
        kinds = ("Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "And")
        given = r.get("Filter") or {}
        together = given.get("And") or {}
        single = (
            "And" in given and len({*together} - {"Tags"}) + len(together.get("Tags") or []) < 2
        )
        if single or len([n for n in kinds if n in given]) > 1:
            return _MALFORMED
    return None
