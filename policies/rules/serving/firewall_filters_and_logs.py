"""A firewall has rules, and says what it let through."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:wafv2/webAcl:WebAcl",
    why="an empty one lets everything pass, and without logs nobody sees what it stopped",
    source="AWS Security Hub, controls WAF.10 and WAF.11",
)
def firewall_filters_and_logs(props: Props, plan: PlanView) -> Iterator[str]:
    """Web ACLs of AWS WAF have rules and write logs."""
    if not props.raw("rules") and "ruleJson" not in props:
        yield "add rules"
    logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
    if not plan.about(props, logging, key="resourceArn", named="arn"):
        yield "declare a WebAclLoggingConfiguration for it"
