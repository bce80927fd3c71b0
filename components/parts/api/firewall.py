"""AWS WAF in front of a model API."""

from collections.abc import Iterator

import pulumi
import pulumi_aws as aws

from components.parts.api.settings import (
    DEFAULT_FIREWALL_REQUESTS,
    DEFAULT_MANAGED_RULES,
    FirewallSettings,
    ModelApiArgs,
)
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS

_COUNTED = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}
"""Rules that only count: this one refuses bodies over 8 KB, which requests to models often are."""

_SAMPLED = False
"""Samples would show headers and addresses to whoever may open the console."""

_TOO_MANY = "too-many-requests"


def firewall(
    name: str,
    args: ModelApiArgs,
    settings: FirewallSettings,
    stage: aws.apigateway.Stage,
    parent: pulumi.ComponentResource,
) -> None:
    """Declare the rules, put them in front of the stage and log what they refuse."""
    child = pulumi.ResourceOptions(parent=parent)
    acl = aws.wafv2.WebAcl(
        f"{name}-firewall",
        description=f"What {args['prefix']}-{args['api']} refuses",
        scope="REGIONAL",
        default_action=aws.wafv2.WebAclDefaultActionArgs(
            allow=aws.wafv2.WebAclDefaultActionAllowArgs()
        ),
        visibility_config=aws.wafv2.WebAclVisibilityConfigArgs(
            cloudwatch_metrics_enabled=True,
            metric_name=f"{args['prefix']}-{args['api']}",
            sampled_requests_enabled=_SAMPLED,
        ),
        rules=list(_rules(settings)),
        opts=child,
    )
    aws.wafv2.WebAclAssociation(
        f"{name}-firewall-stage", resource_arn=stage.arn, web_acl_arn=acl.arn, opts=child
    )
    logs = aws.cloudwatch.LogGroup(
        f"{name}-firewall-logs",
        # WAF writes to groups that start like this alone (WAF guide, "Logging").
        name=f"aws-waf-logs-{args['prefix']}-{args['api']}",
        retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
        kms_key_id=args["kms_key_arn"],
        opts=child,
    )
    redacted = aws.wafv2.WebAclLoggingConfigurationRedactedFieldArgs
    header = aws.wafv2.WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs
    aws.wafv2.WebAclLoggingConfiguration(
        f"{name}-firewall-logging",
        resource_arn=acl.arn,
        log_destination_configs=[logs.arn],
        redacted_fields=[
            redacted(single_header=header(name=secret))
            for secret in ("authorization", "x-amz-security-token", "x-api-key")
        ],
        opts=child,
    )


# Types are quoted here: the SDK's module for WAF takes as long to load as all others of a stack
# together, and few stacks have a firewall.
def _rules(settings: FirewallSettings) -> "Iterator[aws.wafv2.WebAclRuleArgs]":
    for priority, group in enumerate(settings.get("managed_rules", DEFAULT_MANAGED_RULES)):
        yield aws.wafv2.WebAclRuleArgs(
            name=group,
            priority=priority,
            override_action=aws.wafv2.WebAclRuleOverrideActionArgs(
                none=aws.wafv2.WebAclRuleOverrideActionNoneArgs()
            ),
            statement=aws.wafv2.WebAclRuleStatementArgs(
                managed_rule_group_statement=_managed(group)
            ),
            visibility_config=_visible(group),
        )
    rate = aws.wafv2.WebAclRuleStatementRateBasedStatementArgs(
        aggregate_key_type="IP",
        evaluation_window_sec=300,
        limit=settings.get("requests_per_five_minutes", DEFAULT_FIREWALL_REQUESTS),
    )
    yield aws.wafv2.WebAclRuleArgs(
        name=_TOO_MANY,
        priority=100,
        action=aws.wafv2.WebAclRuleActionArgs(block=aws.wafv2.WebAclRuleActionBlockArgs()),
        statement=aws.wafv2.WebAclRuleStatementArgs(rate_based_statement=rate),
        visibility_config=_visible(_TOO_MANY),
    )


def _managed(group: str) -> "aws.wafv2.WebAclRuleStatementManagedRuleGroupStatementArgs":
    managed = aws.wafv2.WebAclRuleStatementManagedRuleGroupStatementArgs
    override = aws.wafv2.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs
    use = aws.wafv2.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs
    count = (
        aws.wafv2.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs
    )
    return managed(
        vendor_name="AWS",
        name=group,
        rule_action_overrides=[
            override(name=rule, action_to_use=use(count=count()))
            for rule in _COUNTED.get(group, ())
        ],
    )


def _visible(metric: str) -> "aws.wafv2.WebAclRuleVisibilityConfigArgs":
    return aws.wafv2.WebAclRuleVisibilityConfigArgs(
        cloudwatch_metrics_enabled=True, metric_name=metric, sampled_requests_enabled=_SAMPLED
    )
