"""What the table takes from requests and answers: paths, templates, and calls that only read."""

import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any

import jmespath

from sandbox.account.errors import AwsError
from sandbox.account.iam.conditions import listed

Ask = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]
"""Asks an operation of a service, by IAM's prefix; raises what the service refuses."""

_PLACE = re.compile(r"\{([^{}]*)\}")


def values(params: Any, path: str) -> list[str]:
    """Texts at a path, in JMESPath."""
    return [str(one) for one in listed(jmespath.search(path, params)) if one is not None]


def expanded(template: str, params: Any) -> list[str]:
    """A template with each choice of values for its places; none where one has no value."""
    choices = [values(params, path) for path in _PLACE.findall(template)]
    found = list[str]()
    for chosen in itertools.product(*choices):
        rest = iter(chosen)
        found.append(_PLACE.sub(lambda _, rest=rest: next(rest), template))
    return found


def answered(
    ask: Ask, service: str, how: Mapping[str, Any], given: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Answer of the operation that an entry names; empty where it is refused or lacks a value."""

    def with_values(template: Any) -> Any:
        if isinstance(template, str):
            return expanded(template, given)[0]
        if isinstance(template, Mapping):
            return {name: with_values(inner) for name, inner in template.items()}
        return [with_values(inner) for inner in template]

    try:
        return ask(service, how["ask"], with_values(how["with"]))
    except (AwsError, IndexError):
        return {}
