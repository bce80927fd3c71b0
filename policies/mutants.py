"""Worse values for a property of a resource: what a rule that minds the property must notice."""

import functools
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from policies.rule import PlanRule, Rule

Literal = str | int | float

_TEXTS = ("", "weakened", "*")
_NUMBERS = (0, 1, 10**6)
_WITHIN = 200
"""How many changes within one JSON text are tried."""


class Known(NamedTuple):
    """Texts and numbers in the code of a rule."""

    own: frozenset[Literal]
    """Those in its file: among them are the values that it tells apart."""

    shared: frozenset[Literal]
    """Those, too, in the modules that it takes functions from: keys that are looked for in JSON."""


def known_to(rule: Rule | PlanRule) -> Known:
    """Return the texts and numbers in the code of a rule and of what it shares with others."""
    own = shared = _of_module(rule.examine.__module__)
    for value in vars(sys.modules[rule.examine.__module__]).values():
        if inspect.isfunction(value) and value.__module__.startswith("policies."):
            shared |= _of_module(value.__module__)
    return Known(own, shared)


def worse(value: Any, known: Known) -> Iterator[Any]:
    """Yield other values of the same kind; of every kind where none was given."""
    texts = (*_TEXTS, *sorted(v for v in known.own if isinstance(v, str)))
    numbers = (*_NUMBERS, *(n + d for n in known.own if not isinstance(n, str) for d in (-1, 1)))
    if value is None:
        yield from (True, False, *numbers, *texts)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from numbers
    elif isinstance(value, str):
        yield from _within_json(value, known.shared)
        yield from (*texts, *map(str, numbers))
    elif isinstance(value, (list, tuple)):
        yield []
        yield from ([*value, text] for text in texts)
    elif isinstance(value, Mapping):
        yield {}


def _within_json(text: str, known: frozenset[Literal]) -> Iterator[str]:
    """Yield the JSON text with one of the values that the rule looks for dropped or turned."""
    try:
        data = json.loads(text)
    except ValueError:
        return
    if isinstance(data, (dict, list)):
        for _, changed in zip(range(_WITHIN), _changed(data, known), strict=False):
            yield json.dumps(changed)


def _changed(data: Any, known: frozenset[Literal]) -> Iterator[Any]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            before, after = data[:index], data[index + 1 :]
            yield [*before, *after]
            for other in _changed(item, known):
                yield [*before, other, *after]
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in known:
                yield {k: v for k, v in data.items() if k != key}
                if isinstance(value, (bool, str)):
                    yield {**data, key: (not value) if isinstance(value, bool) else "*"}
            for other in _changed(value, known):
                yield {**data, key: other}


@functools.cache
def _of_module(name: str) -> frozenset[Literal]:
    found = set[Literal]()
    for value in vars(sys.modules[name]).values():
        found.update(_flat(value))
        if inspect.isfunction(value) and value.__module__ == name:
            found.update(_constants(value.__code__))
        elif isinstance(value, (Rule, PlanRule)):
            found.update(_constants(value.examine.__code__))
    return frozenset(v for v in found if not isinstance(v, str) or not (" " in v or "\n" in v))


def _constants(code: CodeType) -> Iterator[Literal]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _constants(constant)
        else:
            yield from _flat(constant)


def _flat(value: object) -> Iterator[Literal]:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield value
    elif isinstance(value, (tuple, frozenset, set, list)):
        for item in value:
            yield from _flat(item)
