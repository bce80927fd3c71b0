"""Check a plan against a pack, with no engine."""

from collections.abc import Iterable

from plan.plan import Plan
from policies.catalogue import all_rules
from policies.examine import examine
from policies.finding import Finding
from policies.pack import Level, Pack
from policies.props import Props
from policies.rule import PlanRule, PlanView, Rule


def check(plan: Plan, pack: Pack, rules: Iterable[Rule | PlanRule] | None = None) -> list[Finding]:
    """List what `rules` find in `plan`, in the order of its resources and then by rule.

    `rules` are all those in `policies/rules`, and what the pack brings along, unless given.

    Raises:
        ValueError: if the pack names a rule that does not exist.
    """
    chosen = list((*all_rules(), *pack.rules) if rules is None else rules)
    pack.reject_unknown([rule.name for rule in chosen])
    enforced = [rule for rule in chosen if pack.level(rule.name) is not Level.DISABLED]
    view = PlanView(plan)
    return [
        Finding(
            rule=rule.name,
            level=pack.level(rule.name),
            urn=resource.urn,
            resource=resource.name,
            type=resource.type,
            message=outcome.message,
            why=rule.why,
            remediation=rule.remediation,
            undecided=outcome.undecided,
        )
        for resource in plan
        for rule in enforced
        if rule.concerns(resource.type, custom=resource.custom)
        for outcome in examine(rule, Props(resource), view)
    ]
