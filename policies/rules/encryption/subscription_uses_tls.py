"""Notifications travel encrypted to who receives them."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sns/topicSubscription:TopicSubscription",
    why="an alarm tells whoever listens what is broken, and the link to confirm can be stolen",
    source="Amazon SNS Developer Guide, Amazon SNS security best practices",
)
def subscription_uses_tls(props: Props) -> Iterator[str]:
    """No subscription is delivered over HTTP."""
    if props.get("protocol") == "http":
        yield "set protocol to 'https', got 'http'"
