"""Rules that a row says in JMESPath: the tables `refused` of `<service>.toml`, by their names.

| member | what it says |
|---|---|
| `calls` | operations that the rule is about |
| `at` | path of the objects that it looks at, through lists; several with spaces between them; \
left out, the request itself |
| `when` | JMESPath on such an object, true where AWS refuses; `request()` is the whole request |
| `message` | what AWS says; `{x}` is the value of the JMESPath `x` on the object |
| `code` | AWS's code for it, unless it is that of a request which the model forbids |
| `member` | member of the object that a preview points at, if not the object itself |
| `asks` | an operation, of the same service or `service Operation`, whose answer is `answer()` |
| `with` | members of that operation's request, as JMESPath on the object |

Beside JMESPath's own functions there are those of `_Functions`. A path or a function of what is
left out is null, and so is a comparison with it. Rows with `asks` are asked in the account alone.
"""

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions, signature

from sandbox.rules.lines import objects_at, table
from sandbox.rules.partly_known import NotKnown, plain

Object = Mapping[str, Any]
Row = Mapping[str, Any]
Ask = Callable[[str, str, Object], Object | None]
"""Answer of an operation of a service; None where it fails."""


@functools.cache
def rows_of(service: str, operation: str) -> tuple[Row, ...]:
    """Every row about an operation."""
    rows = table(service).get("refused", {}).values()
    return tuple(row for row in rows if operation in row["calls"].split())


def looked_at(service: str, operation: str) -> frozenset[str]:
    """Every word in the rows about an operation: the members that they look at are among them."""
    texts = (f"{row.get('at', '')} {row['when']}" for row in rows_of(service, operation))
    return frozenset(re.findall(r"\w+", " ".join(texts)))


def refused_by_row(row: Row, given: Object, ask: Ask | None = None) -> Iterator[tuple[str, str]]:
    """Path of what a row refuses, and what AWS says; rows that ask need `ask`."""
    for path in row.get("at", "").split() or [""]:
        for value, at in objects_at(given, path):
            try:
                said = _said(row, value, given, ask)
            except (NotKnown, JMESPathError, ValueError, TypeError):
                continue
            if said:
                member = row.get("member", "")
                yield f"{at}.{member}" if at and member else at or member, said


def _said(row: Row, value: Any, given: Object, ask: Ask | None) -> str | None:
    functions = _Functions(given)
    options = jmespath.Options(custom_functions=functions)

    def look(expression: str) -> Any:
        return _compiled(expression).search(value, options=options)

    if ask is not None and "asks" in row:
        service, _, operation = row["asks"].rpartition(" ")
        sent = {name: look(text) for name, text in row.get("with", {}).items()}
        functions.answer = ask(service, operation, sent)
        if functions.answer is None:
            return None
    if not look(row["when"]):
        return None
    return re.sub(r"\{([^{}]+)\}", lambda found: _shown(look(found[1])), row["message"])


_compiled = functools.cache(jmespath.compile)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Functions(Functions):
    """Functions of a row's expressions."""

    def __init__(self, request: Object) -> None:
        self._request = request
        self.answer: Object | None = None

    @signature()
    def _func_request(self) -> Object:
        return self._request

    @signature()
    def _func_answer(self) -> Object | None:
        return self.answer

    @signature({"types": []}, {"types": ["string"]})
    def _func_matches(self, text: Any, pattern: str) -> bool:
        """Whether all of a text is of a pattern; nothing is of none."""
        return text is not None and re.fullmatch(pattern, str(text)) is not None

    @signature({"types": []})
    def _func_twice(self, values: Any) -> Any:
        """The first value of a list that is in it twice, or null."""
        found = [*(values or ())]
        return next((v for i, v in enumerate(found) if v in found[:i]), None)

    @signature({"types": []}, {"types": []})
    def _func_without(self, values: Any, others: Any) -> list[Any]:
        """Values of a list, or names in an object, that are not in another."""
        return [value for value in values or () if value not in (others or ())]

    @signature({"types": []}, {"types": ["string"]})
    def _func_split(self, text: Any, mark: str) -> list[str]:
        return str(text).split(mark) if text is not None else []

    @signature({"types": ["number"]}, {"types": ["number"]})
    def _func_times(self, one: float, other: float) -> float:
        return one * other

    @signature({"types": ["number"]}, {"types": ["number"]})
    def _func_modulo(self, one: float, other: float) -> float:
        return one % other

    @signature({"types": []})
    def _func_json(self, text: Any) -> Any:
        """What a JSON text holds; null where it is none."""
        try:
            return json.loads(text) if isinstance(text, str) else text
        except ValueError:
            return None

    def call_function(self, function_name: str, resolved_args: Iterable[Any]) -> Any:
        # JMESPath looks at the names of classes, and what is partly known has its own.
        return super().call_function(function_name, [plain(given) for given in resolved_args])
