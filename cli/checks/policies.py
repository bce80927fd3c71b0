"""Whether a stack's plan keeps the policy rules of its pack."""

from collections.abc import Iterator

from cli.checks.context import StackContext
from cli.finding import Finding, Weight
from policies.check import check
from policies.pack_file import our_pack


def policies(context: StackContext) -> Iterator[Finding]:
    """Yield every violation, and as advice what could not be decided before the deployment."""
    for found in check(context.plan, our_pack("baseline")):
        yield Finding(
            context.stack,
            "policy",
            found.resource,
            "\n".join(filter(None, (found.message, found.remediation, f"because {found.why}"))),
            Weight.MANDATORY if found.blocks else Weight.ADVISORY,
            rule=found.rule,
            resource=found.resource,
        )
