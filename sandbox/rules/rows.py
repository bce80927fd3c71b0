"""Rules that a row says in JMESPath: the tables `refused` of `<service>.toml`, by their names.

| member | what it says |
|---|---|
| `calls` | operations that the rule is about |
| `at` | path of the objects that it looks at, through lists; several with spaces between them; \
left out, the request itself |
| `when` | JMESPath on such an object, true where AWS refuses; `request()` is the whole request |
| `message` | what AWS says; `{x}` is the value of the JMESPath `x` on the object, `{}` of `when` |
| `code` | AWS's code for it, unless it is that of a request which the model forbids |
| `member` | member of the object that a preview points at, if not the object itself |
| `given` | facts of any form that the rule needs: `given()` |
| `asks` | an operation, of the same service or `service Operation`, whose answer is `answer()` |
| `with` | members of that operation's request, as JMESPath on the object; one that is false, or \
nothing, has it not asked |
| `absent` | true: the rule counts where that operation fails, too; `answer()` is null there |

Beside JMESPath's own functions there are those of `_Functions`. A path or a function of what is
left out is null, and so is a comparison with it; `null` is a member that nothing has. `!`
binds closer than a point, hence `!(a.b)`. Rows with `asks` are asked in the account alone;
questions that no operation answers are in `questions`.
"""

import functools
import json
import re
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions, signature

from sandbox.rules.lines import is_given, objects_at, table
from sandbox.rules.partly_known import NotKnown, plain
from sandbox.rules.schedule_expressions import is_schedule

Object = Mapping[str, Any]
Row = Mapping[str, Any]


class Here(Protocol):
    """The account and region that a request is made in."""

    @property
    def region(self) -> str:
        """Its region."""
        ...

    @property
    def account(self) -> str:
        """Number of the account."""
        ...

    def answer_of(self, service: str, operation: str, params: Object) -> Any:
        """Answer of an operation of a service; None where it fails."""
        ...


@functools.cache
def rows_of(service: str, operation: str) -> tuple[Row, ...]:
    """Every row about an operation."""
    rows = table(service).get("refused", {}).values()
    return tuple(row for row in rows if operation in row["calls"].split())


def looked_at(service: str, operation: str) -> frozenset[str]:
    """Every word in the rows about an operation: the members that they look at are among them."""
    rows = rows_of(service, operation)
    texts = (f"{row.get('at', '')} {row['when']} {row.get('with', '')}" for row in rows)
    return frozenset(re.findall(r"\w+", " ".join(texts)))


def refused_by_row(row: Row, given: Object, here: Here | None = None) -> Iterator[tuple[str, str]]:
    """Path of what a row refuses, and what AWS says; rows that ask need to know where."""
    member = row.get("member", "")
    for path in row.get("at", "").split() or [""]:
        with suppress(NotKnown):
            for value, at in objects_at(given, path):
                with suppress(NotKnown, JMESPathError, ValueError, TypeError):
                    if said := _said(row, value, at, given, here):
                        yield f"{at}.{member}" if at and member else at or member, said


def _said(row: Row, value: Any, at: str, request: Object, here: Here | None) -> str | None:
    functions = _Functions(row, at, request, here)
    options = jmespath.Options(custom_functions=functions)

    def look(expression: str) -> Any:
        return _compiled(expression).search(value, options=options)

    if here is not None and "asks" in row:
        service, _, operation = row["asks"].rpartition(" ")
        sent = {name: look(text) for name, text in row.get("with", {}).items()}
        functions.answer = here.answer_of(service, operation, sent) if all(sent.values()) else None
        if functions.answer is None and not (row.get("absent") and all(sent.values())):
            return None
    refused = look(row["when"])
    if not refused:
        return None
    return re.sub(
        r"\{([^{}]*)\}",
        lambda found: _shown(look(found[1]) if found[1] else refused),
        row["message"],
    )


_compiled = functools.cache(jmespath.compile)


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Functions(Functions):
    """Functions of a row's expressions."""

    def __init__(self, row: Row, at: str, request: Object, here: Here | None) -> None:
        self._row = row
        self._at = at
        self._request = request
        self._here = here
        self.answer: Any = None

    @signature()
    def _func_request(self) -> Object:
        return self._request

    @signature()
    def _func_answer(self) -> Any:
        return self.answer

    @signature({"types": ["string"]}, {"types": ["string"]}, {"types": []})
    def _func_ask(self, operation: str, member: str, value: Any) -> Any:
        """Answer of another operation than the one in `asks`, for a request of one member."""
        service, _, name = operation.rpartition(" ")
        return self._here.answer_of(service, name, {member: value}) if self._here else None

    @signature()
    def _func_given(self) -> Any:
        return self._row["given"]

    @signature()
    def _func_here(self) -> list[str]:
        """Region and account that the request is made in, as they stand in an ARN."""
        return [self._here.region, self._here.account] if self._here else []

    @signature()
    def _func_at(self) -> str:
        """Path of the object, with its indexes."""
        return self._at

    @signature({"types": ["object"]}, {"types": ["string"]})
    def _func_has(self, value: Object, names: str) -> list[str]:
        """Those of some members that an object has."""
        return [name for name in names.split() if is_given(value, name)]

    @signature({"types": ["object"]})
    def _func_items(self, value: Object) -> list[list[Any]]:
        """Names and values of an object's members."""
        return [[name, value[name]] for name in value]

    @signature({"types": ["object"]}, {"types": ["string", "null"]})
    def _func_lookup(self, value: Object, name: str | None) -> Any:
        """The member of a name that is no constant."""
        return value.get(str(name))

    @signature({"types": ["string"]}, {"types": ["string"]})
    def _func_is_schedule(self, text: str, forms: str) -> bool:
        """Whether a text is a schedule of one of some forms."""
        return is_schedule(text, forms)

    @signature({"types": ["string"]})
    def _func_is_zone(self, text: str) -> bool:
        """Whether a text is the name of a time zone."""
        return text in zoneinfo.available_timezones()

    @signature({"types": ["string"]}, {"types": ["string"]})
    def _func_parts(self, text: str, pattern: str) -> list[str]:
        """Parts of a text that are of a pattern, or of the group in it."""
        return list(filter(None, re.findall(pattern, text)))

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
            return json.loads(text) if isinstance(text, (str, bytes)) else text
        except ValueError:
            return None

    @signature({"types": []})
    def _func_statements(self, document: Any) -> list[Any]:
        """Statements of a policy, which is JSON text; none where it is no policy."""
        # Reading policies takes time to load, which only rows about them wait for.
        from sandbox.account.iam.policies import statements

        return [*statements(document)]

    @signature({"types": []}, {"types": ["string"]})
    def _func_allowing(self, document: Any, action: str) -> list[Any]:
        """Statements of a policy that may allow an action."""
        from sandbox.rules.policy_grammar import allowing

        return allowing(document, action)

    @signature({"types": ["object"]}, {"types": ["array"]})
    def _func_names(self, statement: Any, principals: list[str]) -> bool:
        """Whether a statement of a policy names one of some principals."""
        from sandbox.account.iam import policies

        return not policies.principals(statement).isdisjoint(principals)

    @signature({"types": []}, {"types": ["string"]}, {"types": ["string"]})
    def _func_malformed(self, document: Any, needs: str, vendor: str) -> str | None:
        """What is wrong with a policy: see `policy_grammar`."""
        from sandbox.rules.policy_grammar import malformed

        return malformed(document, needs, vendor)

    @signature({"types": []})
    def _func_wrong_pattern(self, pattern: Any) -> str | None:
        """What is wrong with a pattern that events are to match."""
        from sandbox.rules.event_patterns import wrong_pattern

        return wrong_pattern(pattern)

    def call_function(self, function_name: str, resolved_args: Iterable[Any]) -> Any:
        # JMESPath looks at the names of classes, and what is partly known has its own.
        return super().call_function(function_name, [plain(given) for given in resolved_args])
