"""A budget speaks before it is spent."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:budgets/budget:Budget",
    why="a budget without a reader is a number that is passed without anybody noticing",
    source="AWS Well-Architected Framework, COST02-BP05 Implement cost controls",
)
def budget_tells_somebody(props: Props) -> Iterator[str]:
    """Budgets notify somebody, at the latest when all of the money is spent."""
    notifications = [*props.objects("notifications")]
    if not notifications:
        yield "add notifications"
    for found in notifications:
        if not found.get("subscriberEmailAddresses") and not found.get("subscriberSnsTopicArns"):
            yield f"add subscribers to {found.path('threshold').rpartition('.')[0]}"
    if notifications and all(_is_late(found) for found in notifications):
        yield "notify at 100 % of the limit or before"


def _is_late(notification: Props) -> bool:
    percentage = notification["thresholdType"] == "PERCENTAGE"
    return percentage and notification.get("threshold", 0) > 100
