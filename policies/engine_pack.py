"""Runs the rules inside Pulumi's engine, with the verdicts of `check`."""

import signal
import sys
from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any, NoReturn

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.deserialize import serialize_properties
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from plan.plan import Plan, Resource
from plan.wire import plain
from policies.catalogue import all_rules
from policies.examine import examine
from policies.pack import Pack
from policies.props import Props
from policies.rule import PlanRule, PlanView, Rule


class _NotDecided(UnknownValueError):
    """What the engine says, without stopping, of a rule that needs values not known yet."""

    def __init__(self, messages: Iterable[str]) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = "; ".join(messages)


def serve(pack: Pack) -> None:
    """Serve `pack` to the engine that started this process, until the engine ends it."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    rules = all_rules()
    pack.reject_unknown([rule.name for rule in rules])
    PolicyPack(
        name=pack.name, description=pack.description, policies=[_policy(r, pack) for r in rules]
    )


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End at once and quietly: the default prints a traceback into the user's output."""
    sys.exit(0)


def _policy(rule: Rule | PlanRule, pack: Pack) -> Policy:
    described: dict[str, Any] = {
        "name": rule.name,
        "description": f"{rule.requirement} Otherwise {rule.why}.",
        "enforcement_level": EnforcementLevel(pack.level(rule.name).value),
        "remediation_steps": rule.remediation or None,
    }
    if isinstance(rule, PlanRule):

        def validate_stack(args: StackValidationArgs, report: ReportViolation) -> None:
            _examine_stack(rule, args, report)

        return StackValidationPolicy(validate=validate_stack, **described)

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        _examine_resource(rule, args, report)

    return ResourceValidationPolicy(validate=validate, **described)


def _examine_resource(rule: Rule, args: ResourceValidationArgs, report: ReportViolation) -> None:
    if rule.concerns(args.resource_type):
        inputs = _inputs(args.props)
        resource = Resource(urn=args.urn, type=args.resource_type, name=args.name, inputs=inputs)
        _say(rule, [resource], None, report)


def _examine_stack(rule: PlanRule, args: StackValidationArgs, report: ReportViolation) -> None:
    plan = Plan("", "", tuple(_resource(r) for r in args.resources))
    concerned = [r for r in plan if rule.concerns(r.type)]
    _say(rule, concerned, PlanView(plan), report)


def _say(
    rule: Rule | PlanRule,
    resources: Iterable[Resource],
    plan: PlanView | None,
    report: ReportViolation,
) -> None:
    """Report what the rule says: violations at its level, and what is not decided as advice.

    The SDK knows no way to advise but this one: whatever is reported has the policy's level, and
    an unknown value, raised after the violations, is said at advisory level.
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


def _resource(resource: PolicyResource) -> Resource:
    return Resource(
        urn=resource.urn,
        type=resource.resource_type,
        name=resource.name,
        inputs=_inputs(resource.props),
        property_dependencies={
            key: frozenset(source.urn for source in sources)
            for key, sources in resource.property_dependencies.items()
        },
    )


def _inputs(props: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs from the SDK's proxy, which would raise at the first unknown value read."""
    return plain(serialize_properties(props))
