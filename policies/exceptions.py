"""Exceptions to rules: which finding one covers, the same for the check and for the engine."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

CONFIG_KEY = "stepwell:exceptions"
"""Key of the stack's configuration that holds them, as the team's spec gives them."""


class ExceptionsError(ValueError):
    """The configuration holds something else than exceptions."""


@dataclass(frozen=True)
class PolicyException:
    """One resource that may break one rule until a date."""

    rule: str
    """Name of the rule."""

    resource: str
    """Logical name of the resource, with the stack's name before it or without."""

    reason: str
    """Why the rule cannot hold."""

    owner: str
    """Who answers for the exception."""

    expires: datetime.date
    """Last day on which the exception counts."""

    def concerns(self, rule: str, stack: str, resource: str) -> bool:
        """Whether it is about this rule on the resource of that logical name, expired or not."""
        named = resource in (self.resource, f"{stack}-{self.resource}")
        return self.rule == rule and bool(resource) and named

    def in_force(self, today: datetime.date) -> bool:
        """Whether it still counts."""
        return today <= self.expires

    def allow(self, message: str) -> str:
        """A finding's message, followed by who allows it, until when and why."""
        return f"{message}\nallowed by {self.owner} until {self.expires}: {self.reason}"


def covering(
    exceptions: Iterable[PolicyException],
    *,
    rule: str,
    stack: str,
    resource: str,
    today: datetime.date,
) -> PolicyException | None:
    """Return the exception that covers a finding; one that has expired covers nothing."""
    for exception in exceptions:
        if exception.concerns(rule, stack, resource) and exception.in_force(today):
            return exception
    return None


def read_exceptions(text: str | None) -> tuple[PolicyException, ...]:
    """Return the exceptions in a stack's configuration, which the engine passes as JSON.

    Raises:
        ExceptionsError: if it holds anything else: nothing may be allowed by mistake.
    """
    try:
        found: Any = json.loads(text or "[]")
    except json.JSONDecodeError as error:
        raise _wrong("", "JSON", text) from error
    if not isinstance(found, list):
        raise _wrong("", "a list", found)
    return tuple(_exception(index, item) for index, item in enumerate(found))


def _exception(index: int, item: Any) -> PolicyException:
    names = [field.name for field in fields(PolicyException)]
    if not isinstance(item, dict) or item.keys() != set(names):
        raise _wrong(f"[{index}]", f"a mapping of {', '.join(names)}", item)
    for name in names:
        if not isinstance(item[name], str) or not item[name].strip():
            raise _wrong(f"[{index}].{name}", "a text", item[name])
    try:
        expires = datetime.date.fromisoformat(item["expires"])
    except ValueError as error:
        raise _wrong(f"[{index}].expires", "a date like 2027-03-31", item["expires"]) from error
    texts = {name: str(item[name]) for name in names if name != "expires"}
    return PolicyException(**texts, expires=expires)


def _wrong(where: str, required: str, given: Any) -> ExceptionsError:
    return ExceptionsError(
        f"{CONFIG_KEY}{where}: must be {required}, got {given!r}"
        "\nchange the team's spec, then write its stack files again with `stepwell new`"
    )
