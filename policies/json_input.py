"""Inputs that hold JSON: policies, pipeline definitions, containers of Batch, model cards."""

import json
from collections.abc import Mapping
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.props import Props, Undecided


def json_object(props: Props, key: str, what: str) -> Mapping[str, Any] | None:
    """Return the object in the input `key`, which is `what`; None if the input is not given.

    Marks of values that AWS decides stay in it.

    Raises:
        Undecided: if the text as a whole is not known yet.
        ValueError: if it is no object in JSON.
    """
    text = props.raw(key)
    if text is None:
        return None
    where = props.path(key)
    if text is UNKNOWN:
        raise Undecided(where)
    try:
        found = json.loads(text) if isinstance(text, str) else text
    except json.JSONDecodeError as error:
        if is_computed(text):
            raise Undecided(where) from error
        raise ValueError(f"{where}: must be {what} in JSON, got {text!r}") from error
    if not isinstance(found, Mapping):
        raise ValueError(f"{where}: must be {what}, got {text!r}")
    return found


def json_props(props: Props, key: str, what: str) -> Props:
    """Return the same as what a rule reads of a resource; empty if the input is not given."""
    return Props(props.resource, json_object(props, key, what) or {}, props.path(key))
