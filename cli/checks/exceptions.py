"""Exceptions to policy rules: which findings they allow, which have expired, which are not used."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cli.checks.context import StackContext
from cli.checks.places import Places
from cli.finding import Finding, Weight
from generator.spec import TeamSpec
from policies.exceptions import PolicyException, covering


def applied(spec: TeamSpec, findings: Sequence[Finding], today: datetime.date) -> Iterator[Finding]:
    """Yield the findings of one of a team's stacks, those that an exception allows marked so."""
    exceptions = _exceptions(spec)
    for finding in findings:
        exception = _covering(exceptions, finding, today)
        if exception is None:
            yield finding
        else:
            message = exception.allow(finding.message)
            yield replace(finding, weight=Weight.EXCEPTED, message=message, exception=exception)


def standing(
    spec: TeamSpec,
    contexts: Sequence[StackContext],
    findings: Sequence[Finding],
    today: datetime.date,
    places: Places,
) -> Iterator[Finding]:
    """Yield exceptions that have expired, and those that nothing needs any more.

    Whether an exception is needed can only be told when all of the team's stacks were checked.
    """
    complete = {c.environment for c in contexts} == spec.environments.keys()
    stacks = {context.stack for context in contexts}
    own = [finding for finding in findings if finding.stack in stacks]
    exceptions = _exceptions(spec)
    for index, exception in enumerate(exceptions):
        field = f"exceptions[{index}]"
        where = f"{places.file}: {field}"
        # One that has expired is not needed for what another exception allows.
        needed = any(
            exception.concerns(f.rule, f.stack, f.resource)
            and (exception.in_force(today) or _covering(exceptions, f, today) is None)
            for f in own
        )
        what = f"{exception.rule} for {exception.resource}"
        if needed and not exception.in_force(today):
            message = (
                f"must not be expired, got {exception.expires} ({what}); "
                f"mend the resource, or agree on a new date with {exception.owner}"
            )
            yield Finding("", "exceptions", where, message, place=places.of_field(field))
        elif complete and not needed:
            message = f"must allow something, got nothing that needs it ({what}); remove it"
            yield Finding("", "exceptions", where, message, place=places.of_field(field))


def _exceptions(spec: TeamSpec) -> tuple[PolicyException, ...]:
    return tuple(PolicyException(**exception.model_dump()) for exception in spec.exceptions)


def _covering(
    exceptions: Sequence[PolicyException], finding: Finding, today: datetime.date
) -> PolicyException | None:
    return covering(
        exceptions,
        rule=finding.rule,
        stack=finding.stack,
        resource=finding.resource,
        today=today,
    )
