"""Whether a stack's plan keeps the policy rules of its pack."""

from collections.abc import Iterator

from cli.checks.context import StackContext
from cli.finding import Finding, Weight
from plan.plan import Plan
from policies.catalogue import all_rules
from policies.check import check
from policies.pack import Level, Pack
from policies.pack_file import our_pack


def policies(context: StackContext) -> Iterator[Finding]:
    """Yield every violation, and as advice what could not be decided before the deployment."""
    yield from verdicts(context.stack, context.plan, our_pack("baseline"))


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


def enforced(pack: Pack) -> tuple[str, ...]:
    """Names of the rules that a pack has run."""
    return tuple(r.name for r in all_rules() if pack.level(r.name) is not Level.DISABLED)
