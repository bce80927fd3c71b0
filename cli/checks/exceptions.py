"""Exceptions to policy rules: which findings they allow, which have expired, which are not used."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cli.checks.context import StackContext
from cli.finding import Finding, Weight
from generator.generate import FOLDER
from generator.spec import ExceptionSpec, TeamSpec


def applied(
    context: StackContext, findings: Sequence[Finding], today: datetime.date
) -> Iterator[Finding]:
    """Yield the findings of one stack, those that an exception allows marked so."""
    for finding in findings:
        exception = _exception_for(context, finding, today)
        if exception is None:
            yield finding
            continue
        until = f"{exception.owner} until {exception.expires}"
        message = f"{finding.message}\nallowed by {until}: {exception.reason}"
        yield replace(finding, weight=Weight.EXCEPTED, message=message)


def _exception_for(
    context: StackContext, finding: Finding, today: datetime.date
) -> ExceptionSpec | None:
    for exception in context.spec.exceptions:
        if exception.rule == finding.rule and covers(context, exception, finding.resource):
            return exception if exception.expires >= today else None
    return None


def covers(context: StackContext, exception: ExceptionSpec, resource: str) -> bool:
    """Whether an exception is about the resource of that logical name."""
    return bool(resource) and resource in (
        exception.resource,
        f"{context.stack}-{exception.resource}",
    )


def standing(
    spec: TeamSpec,
    contexts: Sequence[StackContext],
    findings: Sequence[Finding],
    today: datetime.date,
) -> Iterator[Finding]:
    """Yield exceptions that have expired, and those that nothing needs any more.

    Whether an exception is needed can only be told when all of the team's stacks were checked.
    """
    complete = {c.environment for c in contexts} == spec.environments.keys()
    for index, exception in enumerate(spec.exceptions):
        where = f"{FOLDER}/{spec.team}.yaml: exceptions[{index}]"
        needed = any(
            f.rule == exception.rule and covers(c, exception, f.resource)
            for c in contexts
            for f in findings
            if f.stack == c.stack
        )
        what = f"{exception.rule} for {exception.resource}"
        if exception.expires < today and needed:
            message = (
                f"must not be expired, got {exception.expires} ({what}); "
                f"mend the resource, or agree on a new date with {exception.owner}"
            )
            yield Finding("", "exceptions", where, message)
        elif complete and not needed:
            message = f"must allow something, got nothing that needs it ({what}); remove it"
            yield Finding("", "exceptions", where, message)
