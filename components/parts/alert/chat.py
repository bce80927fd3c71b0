"""Chat channels, and the form in which failures appear in them."""

import json
from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.alert.settings import AlertsArgs
from components.parts.monitor.failure_events import FAILURES
from components.policy_document import Statement, policy_document, trust

_READ: Statement = {
    "Sid": "DrawTheAlarm",
    "Effect": "Allow",
    "Action": [
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:GetMetricWidgetImage",
        "cloudwatch:ListMetrics",
    ],
    # CloudWatch confines none of these to an alarm or a metric.
    "Resource": "*",
}
"""What a channel may do: show the graph of an alarm. No commands, no logs."""


def chat_channels(
    name: str,
    args: AlertsArgs,
    topic_arns: Sequence[pulumi.Input[str]],
    parent: pulumi.ComponentResource,
) -> None:
    """Declare the channels, which hear of the topics and can do nothing but look."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-chat-role",
        description=f"What the chat channels of {args['prefix']} may look at",
        # AWS does not say whether the service names the account when it assumes a role.
        assume_role_policy=trust(
            ["chatbot.amazonaws.com"], AwsScope.of(parent).account_id, if_sent=True
        ),
        permissions_boundary=args.get("permissions_boundary_arn"),
        opts=child,
    )
    granted = aws.iam.RolePolicy(
        f"{name}-chat-policy", role=role.id, policy=policy_document(_READ), opts=child
    )
    # Without a guardrail, AWS sets AdministratorAccess as the most that a channel may do.
    guardrail = aws.iam.Policy(
        f"{name}-chat-guardrail",
        description=f"The most that the chat channels of {args['prefix']} may ever do",
        policy=policy_document(_READ),
        opts=child,
    )
    ready = pulumi.ResourceOptions(parent=parent, depends_on=[granted])
    if "slack" in args:
        aws.chatbot.SlackChannelConfiguration(
            f"{name}-slack",
            configuration_name=f"{args['prefix']}-slack",
            slack_team_id=args["slack"]["workspace_id"],
            slack_channel_id=args["slack"]["channel_id"],
            iam_role_arn=role.arn,
            guardrail_policy_arns=[guardrail.arn],
            sns_topic_arns=topic_arns,
            logging_level="ERROR",
            user_authorization_required=True,
            opts=ready,
        )
    if "teams" in args:
        aws.chatbot.TeamsChannelConfiguration(
            f"{name}-teams",
            configuration_name=f"{args['prefix']}-teams",
            tenant_id=args["teams"]["tenant_id"],
            team_id=args["teams"]["team_id"],
            channel_id=args["teams"]["channel_id"],
            iam_role_arn=role.arn,
            guardrail_policy_arns=[guardrail.arn],
            sns_topic_arns=topic_arns,
            logging_level="ERROR",
            user_authorization_required=True,
            opts=ready,
        )


def failures_to_chat(
    name: str,
    prefix: str,
    rules: Mapping[str, pulumi.Input[str]],
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> None:
    """Send failures to the chat channels too, in the only form of own messages that they show.

    The sentences on the stack's topic are for people's mail; a channel drops them without a word
    (Amazon Q Developer in chat applications guide, "Custom notifications").
    """
    for kind, rule in rules.items():
        failure = FAILURES[kind]
        aws.cloudwatch.EventTarget(
            f"{name}-{kind}-to-chat",
            rule=rule,
            arn=topic_arn,
            input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(
                input_paths=failure.paths,
                input_template=json.dumps(
                    {
                        "version": "1.0",
                        "source": "custom",
                        "content": {
                            "textType": "client-markdown",
                            "title": f"{prefix}: {kind} failed",
                            "description": failure.sentence,
                        },
                    }
                ),
            ),
            opts=pulumi.ResourceOptions(parent=parent),
        )
