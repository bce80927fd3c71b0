"""Who asked a distribution for what can be looked up."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:cloudfront/distribution:Distribution",
    why="scraping a model through a web page leaves no other trace",
    source="AWS Security Hub, control CloudFront.5",
)
def distribution_logs_access(props: Props, plan: PlanView) -> Iterator[str]:
    """CloudFront distributions log each request."""
    delivery = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
    if "loggingConfig" not in props and not plan.about(
        props, delivery, key="resourceArn", named="arn"
    ):
        yield "set logging_config, or declare a LogDeliverySource for it"
