"""Check a plan against a pack, with no engine."""

import dataclasses
from collections.abc import Iterable, Iterator

from plan.plan import Plan, Resource
from policies.catalogue import all_rules
from policies.examine import Outcome, examine, repaired
from policies.finding import Finding
from policies.pack import Level, Pack
from policies.props import Props
from policies.repair import changes
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
    concerned = {
        (kind, custom): [rule for rule in enforced if rule.concerns(kind, custom=custom)]
        for kind, custom in {(resource.type, resource.custom) for resource in plan}
    }
    return [
        Finding(
            rule=rule.name,
            level=level,
            urn=resource.urn,
            resource=resource.name,
            type=resource.type,
            message=outcome.message,
            why=rule.why,
            remediation=rule.remediation,
            undecided=outcome.undecided,
        )
        for resource in plan
        for rule in concerned[resource.type, resource.custom]
        for level, outcome in _outcomes(rule, pack.level(rule.name), resource, view)
    ]


def _outcomes(
    rule: Rule | PlanRule, level: Level, resource: Resource, view: PlanView
) -> Iterator[tuple[Level, Outcome]]:
    """Yield what the rule says, and how strictly; what the engine cannot repair is mandatory."""
    found = list(examine(rule, Props(resource), view))
    if level is not Level.REMEDIATE:
        yield from ((level, outcome) for outcome in found)
        return
    inputs = repaired(rule, resource.inputs, found)
    done = "; ".join(changes(resource.inputs, inputs))
    repaired_resource = dataclasses.replace(resource, inputs=inputs)
    left = list(examine(rule, Props(repaired_resource), view)) if done else found
    for outcome in found:
        if outcome not in left:
            yield level, outcome._replace(message=f"{outcome.message}\nthe engine sets {done}")
    yield from ((Level.MANDATORY, outcome) for outcome in left)
