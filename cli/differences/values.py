"""Values of properties, short enough for a line."""

import json
from typing import Any

from cli.differences.steps import Property
from plan.plan import UNKNOWN

_MOST = 60


def becomes(one: Property) -> str:
    """`'ml.m5.large' to 'ml.m5.xlarge'`; empty where the values are too long to tell anything."""
    if one.follows:
        return f"names {one.follows}, which is replaced"
    before, after = _short(one.before), _short(one.after)
    if not before and not after:
        return ""
    if one.before is None:
        return f"now {after}"
    return f"{before or '…'} to {after or ('…' if one.after is not None else 'nothing')}"


def plain_value(value: Any) -> Any:
    """A value as JSON can hold it: what is not known yet is null."""
    try:
        return json.loads(json.dumps(value, default=lambda _: None))
    except (TypeError, ValueError):
        return None


def _short(value: Any) -> str:
    if value is None or value is UNKNOWN:
        return ""
    text = repr(value)
    return text if len(text) <= _MOST and "UNKNOWN" not in text else ""
