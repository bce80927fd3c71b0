"""Whether a stack's plan keeps the policy rules of its pack."""

from collections.abc import Iterator

from cli.checks.context import StackContext
from cli.finding import Finding, Weight
from plan.plan import Plan
from policies.catalogue import all_rules
from policies.check import check
from policies.errors import PolicyError
from policies.pack import Level, Pack
from policies.rule import PlanRule, Rule

AnyRule = Rule | PlanRule


def policies(context: StackContext) -> Iterator[Finding]:
    """Yield every violation, and as advice what could not be decided before the deployment."""
    try:
        pack = context.pack
    except PolicyError as error:
        for line in str(error).splitlines():
            where, _, reason = line.partition(": ")
            yield Finding(context.stack, "policy", where, reason or line)
        return
    yield from verdicts(context.stack, context.plan, pack)


def verdicts(stack: str, plan: Plan, pack: Pack) -> Iterator[Finding]:
    """Yield what the rules of a pack say about a plan, wherever the plan comes from."""
    for found in check(plan, pack):
        yield Finding(
            stack,
            "policy",
            found.resource,
            "\n".join(filter(None, (found.message, found.remediation, f"because {found.why}"))),
            Weight.MANDATORY if found.blocks else Weight.ADVISORY,
            rule=found.rule,
            resource=found.resource,
            urn=found.urn,
            undecided=found.undecided,
        )


def enforced(pack: Pack) -> tuple[AnyRule, ...]:
    """Rules that a pack has run, those it brings along among them."""
    rules = (*all_rules(), *pack.rules)
    return tuple(rule for rule in rules if pack.level(rule.name) is not Level.DISABLED)
