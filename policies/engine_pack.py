"""Runs the rules inside Pulumi's engine, with the verdicts of `check`."""

import datetime
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import pulumi
from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from plan.plan import Resource
from policies.catalogue import all_rules
from policies.engine_choice import pack_of_configuration
from policies.engine_memory import read_once
from policies.engine_view import plan_of_stack, resource_under_change, with_changes
from policies.errors import PolicyError
from policies.examine import examine, repaired
from policies.exceptions import (
    CONFIG_KEY,
    ExceptionsError,
    PolicyException,
    covering,
    read_exceptions,
)
from policies.pack import Level, Pack
from policies.pack_file import read_pack
from policies.props import Props
from policies.rule import PlanRule, PlanView, Rule

Allowed = Callable[[Rule | PlanRule, Resource], PolicyException | None]
"""Which exception allows a resource to break a rule, if one does."""


class _NotDecided(UnknownValueError):
    """What the engine says, without stopping, of a rule that needs values not known yet."""

    def __init__(self, messages: Iterable[str]) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = "; ".join(messages)


def serve_folder(folder: Path) -> None:
    """Serve the pack that lies in `folder`; a mistake in its file is a message, no traceback."""
    _serve(lambda: read_pack(folder))


def serve_stack() -> None:
    """Serve all packs that the stack is held to, as one."""
    _serve(pack_of_configuration)


def _serve(read: Callable[[], Pack]) -> None:
    try:
        pack = read()
    except PolicyError as error:
        sys.exit(str(error))
    serve(pack)


def serve(pack: Pack) -> None:
    """Serve `pack` to the engine that started this process, until the engine ends it."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    read_once()
    rules = (*all_rules(), *pack.rules)
    pack.reject_unknown([rule.name for rule in rules])
    allowed = _allowed()
    policies = [_policy(rule, pack, allowed) for rule in rules]
    policies += _exceptions_in_use(
        [rule for rule in rules if pack.level(rule.name) is not Level.DISABLED], allowed
    )
    PolicyPack(name=pack.name, description=pack.description, policies=policies)


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End at once and quietly: the default prints a traceback into the user's output."""
    sys.exit(0)


def _allowed() -> Allowed:
    """Read the exceptions in the stack's configuration, which the language host passes on.

    A pack that the engine starts as an executable is passed none, so nothing is allowed.
    """
    namespace, _, key = CONFIG_KEY.partition(":")
    try:
        exceptions = read_exceptions(pulumi.Config(namespace).get(key))
    except ExceptionsError as error:
        sys.exit(str(error))
    today = datetime.date.today()

    def allowed(rule: Rule | PlanRule, resource: Resource) -> PolicyException | None:
        stack = resource.urn.removeprefix("urn:pulumi:").partition("::")[0]
        return covering(
            exceptions, rule=rule.name, stack=stack, resource=resource.name, today=today
        )

    return allowed


def _policy(rule: Rule | PlanRule, pack: Pack, allowed: Allowed) -> Policy:
    """Make the policy that says what breaks a rule, and no exception allows."""
    described: dict[str, Any] = {
        "name": rule.name,
        "description": f"{rule.requirement} Otherwise {rule.why}.",
        "enforcement_level": EnforcementLevel(pack.level(rule.name).value),
        "remediation_steps": rule.remediation or None,
    }

    def held(resources: Iterable[Resource]) -> list[Resource]:
        return [r for r in resources if rule.concerns(r.type) and not allowed(rule, r)]

    if isinstance(rule, PlanRule):

        def validate_stack(args: StackValidationArgs, report: ReportViolation) -> None:
            plan = plan_of_stack(args)
            _say(rule, held(plan), PlanView(plan), report)

        return StackValidationPolicy(validate=validate_stack, **described)

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if rule.concerns(args.resource_type):
            _say(rule, held([resource_under_change(args)]), None, report)

    def remediate(args: ResourceValidationArgs) -> Any:
        """Return the inputs to go on with; nothing if there is nothing to repair."""
        resource = resource_under_change(args)
        found = list(examine(rule, Props(resource))) if held([resource]) else []
        if repaired(rule, resource.inputs, found) == resource.inputs:
            return None
        return with_changes(args, lambda inputs: repaired(rule, inputs, found))

    return ResourceValidationPolicy(validate=validate, remediate=remediate, **described)


def _say(
    rule: Rule | PlanRule,
    resources: Iterable[Resource],
    plan: PlanView | None,
    report: ReportViolation,
) -> None:
    """Report what the rule says: violations at its level, and what is not decided as advice.

    An unknown value, raised after the violations, is said at advisory level; whatever else is
    reported has the policy's level.
    """
    open_questions = list[str]()
    for resource in resources:
        for outcome in examine(rule, Props(resource), plan):
            if outcome.undecided:
                open_questions.append(f"{resource.name}: {outcome.message}")
            else:
                report(outcome.message, resource.urn)
    if open_questions:
        raise _NotDecided(open_questions)


def _exceptions_in_use(rules: Iterable[Rule | PlanRule], allowed: Allowed) -> list[Policy]:
    """Make the policies that say, as advice, what exceptions allow.

    The SDK reports at the level of the policy, so a mandatory one cannot do it.
    """
    one = [rule for rule in rules if isinstance(rule, Rule)]
    related = [rule for rule in rules if isinstance(rule, PlanRule)]

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        _say_allowed(one, [resource_under_change(args)], None, allowed, report)

    def validate_stack(args: StackValidationArgs, report: ReportViolation) -> None:
        plan = plan_of_stack(args)
        _say_allowed(related, plan, PlanView(plan), allowed, report)

    return [
        ResourceValidationPolicy(
            name="allowed-by-exception",
            description="A resource breaks a rule, and an exception allows it for a time.",
            enforcement_level=EnforcementLevel.ADVISORY,
            validate=validate,
        ),
        StackValidationPolicy(
            name="allowed-by-exception-in-plan",
            description="A resource and others break a rule, and an exception allows it.",
            enforcement_level=EnforcementLevel.ADVISORY,
            validate=validate_stack,
        ),
    ]


def _say_allowed(
    rules: Iterable[Rule | PlanRule],
    resources: Iterable[Resource],
    plan: PlanView | None,
    allowed: Allowed,
    report: ReportViolation,
) -> None:
    for resource in resources:
        for rule in rules:
            exception = allowed(rule, resource) if rule.concerns(resource.type) else None
            if exception is not None:
                for outcome in examine(rule, Props(resource), plan):
                    report(f"{rule.name}: {exception.allow(outcome.message)}", resource.urn)
