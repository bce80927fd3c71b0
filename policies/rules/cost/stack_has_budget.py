"""Somebody hears of it before the bill arrives."""

from collections.abc import Iterator

from policies.rule import STACK, PlanView, Props, plan_rule


@plan_rule(
    applies_to=STACK,
    why="a forgotten endpoint or GPU is found on the bill, weeks later",
    source="AWS Well-Architected Framework, COST02-BP05 Implement cost controls",
)
def stack_has_budget(stack: Props, plan: PlanView) -> Iterator[str]:
    """A stack that runs machines has a budget."""
    if not plan.of_type("aws:budgets/budget:Budget"):
        yield "declare a Budget with alerts"
