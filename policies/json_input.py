"""Inputs that hold JSON: policies, pipeline definitions, containers of Batch, model cards."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.props import Props, Undecided, Unusable


def json_object(props: Props, key: str, what: str) -> Mapping[str, Any] | None:
    """Return the object in the input `key`, which is `what`; None if the input is not given.

    Marks of values that AWS decides stay in it.

    Raises:
        Undecided: if the text as a whole is not known yet.
        Unusable: if it is no object in JSON.
    """
    found = _read(props, key, what)
    if found is not None and not isinstance(found, Mapping):
        raise Unusable(props.path(key), what, props.raw(key))
    return found


def json_list(props: Props, key: str, what: str) -> Sequence[Any]:
    """Return the list in the input `key`, empty if the input is not given; raises as above."""
    found = _read(props, key, what)
    if found is not None and not isinstance(found, (list, tuple)):
        raise Unusable(props.path(key), what, props.raw(key))
    return found or ()


def json_props(props: Props, key: str, what: str) -> Props:
    """Return the same as what a rule reads of a resource; empty if the input is not given."""
    return Props(props.resource, json_object(props, key, what) or {}, props.path(key))


def _read(props: Props, key: str, what: str) -> Any:
    text, where = props.raw(key), props.path(key)
    if text is UNKNOWN:
        raise Undecided(where)
    try:
        return json.loads(text) if isinstance(text, str) else text
    except json.JSONDecodeError as error:
        if is_computed(text):
            raise Undecided(where) from error
        raise Unusable(where, f"{what} in JSON", text) from error
