"""Flow logs of a VPC: who talked to whom, accepted or refused."""

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.policy_document import policy_document, trust


def declare_flow_logs(
    name: str,
    vpc: aws.ec2.Vpc,
    *,
    kms_key_arn: pulumi.Input[str],
    retention_days: int,
    permissions_boundary_arn: pulumi.Input[str] | None,
    scope: AwsScope,
    parent: pulumi.Resource,
) -> None:
    """Record all traffic of `vpc` in an encrypted log group, written by a role of its own."""
    child = pulumi.ResourceOptions(parent=parent)
    group = aws.cloudwatch.LogGroup(
        f"{name}-flow-logs",
        retention_in_days=retention_days,
        kms_key_id=kms_key_arn,
        opts=child,
    )
    role = aws.iam.Role(
        f"{name}-flow-logs-role",
        description=f"Writes the flow logs of {name}",
        assume_role_policy=trust(["vpc-flow-logs.amazonaws.com"], scope.account_id),
        permissions_boundary=permissions_boundary_arn,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-flow-logs-policy",
        role=role.name,
        policy=policy_document(
            {
                "Sid": "WriteFlowLogs",
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                "Resource": [group.arn, pulumi.Output.concat(group.arn, ":*")],
            },
            {
                "Sid": "FindLogGroup",
                "Effect": "Allow",
                "Action": "logs:DescribeLogGroups",
                "Resource": scope.arn("logs", "log-group:*"),
            },
        ),
        opts=child,
    )
    aws.ec2.FlowLog(
        f"{name}-flow-log",
        vpc_id=vpc.id,
        traffic_type="ALL",
        log_destination_type="cloud-watch-logs",
        log_destination=group.arn,
        iam_role_arn=role.arn,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[policy]),
    )
