"""What AWS says against requests that its models allow: each rule is written once.

The account asks a rule on every request. The provider asks it in a preview, about the requests to
come: there, a rule that meets a value not known yet says nothing. Rows that ask what else there is
are asked by the account alone. What a line or a row can say, stands in the service's `.toml`
(`lines`, `rows`). The rest are functions of a request's parameters, in files whose names begin with
the service's; each says in its docstring whose documentation it follows. What holds of all services
is in `everywhere`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.paths import walk
from sandbox.rules.everywhere import refused_everywhere
from sandbox.rules.lines import lines_of, refused_by
from sandbox.rules.partly_known import NotKnown, partly_known
from sandbox.rules.rows import refused_by_row, rows_of
from sandbox.unknown import is_open

if TYPE_CHECKING:
    from sandbox.account.context import Context

Params = Mapping[str, Any]
Rule = Callable[[Params], str | None]


@dataclass(frozen=True)
class Refusal:
    """What AWS says against a request."""

    message: str

    code: str
    """Empty: the one with which the service answers to a request that its model forbids."""

    at: str
    """Member that the rule is about, `ProductionVariants`, or several, of which one is there."""


_rules: dict[tuple[str, str], list[tuple[Rule, str, str]]] = {}


def rule(
    service: str, *operations: str, at: str = "", code: str = ""
) -> Callable[[Callable[[Any], str | None]], Callable[[Any], str | None]]:
    """Register a rule of some operations; a preview reports it at the member `at`."""

    def register(function: Callable[[Any], str | None]) -> Callable[[Any], str | None]:
        for operation in operations:
            _rules.setdefault((service, operation), []).append((function, code, at))
        return function

    return register


def refusals(service: str, operation: str, params: Params) -> Iterator[Refusal]:
    """What the rules say against a request, as far as it is known."""
    _load(service)
    asked = _rules.get((service, operation), ())
    lines = lines_of(service, operation)
    known = partly_known(params) if any(is_open(value) for _, value in walk(params)) else params
    found = (*refused_everywhere(service, operation, params), *refused_by(lines, known))
    for at, said in found:
        yield Refusal(f"{at} {said}" if said.startswith("must ") else said, "", at)
    for row in rows_of(service, operation):
        if "asks" not in row:
            for at, said in refused_by_row(row, known):
                yield Refusal(said, row.get("code", ""), at)
    for function, code, at in asked:
        try:
            said = function(known)
        except (NotKnown, AttributeError, KeyError, TypeError, ValueError):
            # Documents inside texts may hold anything; what cannot be told is not refused.
            continue
        if said:
            yield Refusal(said, code, at)


def refusals_here(context: "Context") -> Iterator[Refusal]:
    """What the rules say against a request in the account that it is made in."""
    call = context.call
    for row in rows_of(call.service, call.name):
        if "asks" in row:
            for at, said in refused_by_row(row, call.params, context):
                yield Refusal(said, row.get("code", ""), at)


def rules_of(service: str, operation: str) -> list[Rule]:
    """Every function that looks at the requests of an operation."""
    _load(service)
    return [function for function, _, _ in _rules.get((service, operation), ())]


@functools.cache
def _load(service: str) -> None:
    """Load the rules of a service: only who calls it waits for them."""
    for module in pkgutil.iter_modules(__path__):
        if f"{module.name}_".startswith(f"{service.replace('-', '_')}_"):
            importlib.import_module(f"{__name__}.{module.name}")
