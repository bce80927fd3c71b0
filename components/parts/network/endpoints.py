"""The endpoints through which a VPC reaches AWS without the internet, and their policies."""

from collections.abc import Iterable, Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.network.services import TAKE_A_POLICY
from components.policy_document import Statement, policy_document

_OF_SAGEMAKER = frozenset({"experiments", "notebook", "partner-app", "studio"})
"""Services named `aws.sagemaker.<region>.…` where others are `com.amazonaws.<region>.…`."""

_BROWSED = frozenset({"experiments", "notebook", "studio"})
"""Services that people open in a browser by a presigned URL, so not with a signature of IAM."""

_OWNED_BY_AWS = (
    "prod-{}-starport-layer-bucket",
    "al2023-repos-{}-de612dc2",
    "amazonlinux-2-repos-{}",
    "jumpstart-cache-prod-{}",
    "jumpstart-private-cache-prod-{}",
)
"""Buckets of AWS: layers of ECR images, packages of Amazon Linux, models of JumpStart.

ECR and the package manager read them with credentials of AWS or with none.
"""


def declare_gateways(
    name: str,
    vpc: aws.ec2.Vpc,
    route_tables: Sequence[aws.ec2.RouteTable],
    scope: AwsScope,
    dynamodb: bool,
    parent: pulumi.Resource,
) -> aws.ec2.VpcEndpoint:
    """Declare the free gateway endpoints and return the one of S3."""
    child = pulumi.ResourceOptions(parent=parent)
    s3 = aws.ec2.VpcEndpoint(
        f"{name}-s3",
        vpc_id=vpc.id,
        vpc_endpoint_type="Gateway",
        service_name=_service_name("s3", scope),
        route_table_ids=[table.id for table in route_tables],
        policy=s3_policy(scope),
        tags={"Name": f"{name}-s3"},
        opts=child,
    )
    if dynamodb:
        aws.ec2.VpcEndpoint(
            f"{name}-dynamodb",
            vpc_id=vpc.id,
            vpc_endpoint_type="Gateway",
            service_name=_service_name("dynamodb", scope),
            route_table_ids=[table.id for table in route_tables],
            policy=_policy_for("dynamodb", scope),
            tags={"Name": f"{name}-dynamodb"},
            opts=child,
        )
    return s3


def declare_interfaces(
    name: str,
    services: Iterable[str],
    vpc: aws.ec2.Vpc,
    cidr: str,
    subnets: Sequence[aws.ec2.Subnet],
    scope: AwsScope,
    parent: pulumi.Resource,
) -> None:
    """Declare an interface endpoint in every subnet for each service, open to the VPC alone."""
    child = pulumi.ResourceOptions(parent=parent)
    group = aws.ec2.SecurityGroup(
        f"{name}-endpoints",
        description="HTTPS from the VPC to its endpoints",
        vpc_id=vpc.id,
        opts=child,
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-endpoints-from-vpc",
        description="HTTPS from the VPC",
        security_group_id=group.id,
        cidr_ipv4=cidr,
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        opts=child,
    )
    for service in services:
        aws.ec2.VpcEndpoint(
            f"{name}-{service.replace('.', '-')}",
            vpc_id=vpc.id,
            vpc_endpoint_type="Interface",
            service_name=_service_name(service, scope),
            subnet_ids=[subnet.id for subnet in subnets],
            security_group_ids=[group.id],
            private_dns_enabled=True,
            policy=_policy_for(service, scope) if service in TAKE_A_POLICY else None,
            tags={"Name": f"{name}-{service}"},
            opts=child,
        )


def s3_policy(scope: AwsScope) -> pulumi.Output[str]:
    """Let this account use its own buckets and read others; let anyone read those of AWS."""
    return policy_document(
        {
            "Sid": "OwnBuckets",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "aws:PrincipalAccount": scope.account_id,
                    "aws:ResourceAccount": scope.account_id,
                }
            },
        },
        {
            "Sid": "ReadAnyBucket",
            "Effect": "Allow",
            "Principal": "*",
            "Action": [
                "s3:GetBucketLocation",
                "s3:GetObject*",
                "s3:ListAllMyBuckets",
                "s3:ListBucket*",
            ],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": scope.account_id}},
        },
        {
            "Sid": "BucketsOfAws",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": [
                pulumi.Output.concat(
                    "arn:", scope.partition, ":s3:::", scope.region.apply(bucket.format), "/*"
                )
                for bucket in _OWNED_BY_AWS
            ],
        },
    )


def _policy_for(service: str, scope: AwsScope) -> pulumi.Output[str]:
    """Admit the principals of this account; where a browser calls, only its own resources."""
    statement: Statement = {
        "Sid": "ThisAccount",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
    }
    if service in _BROWSED:
        return policy_document({**statement, "Resource": scope.arn("sagemaker", "*")})
    condition = {"StringEquals": {"aws:PrincipalAccount": scope.account_id}}
    return policy_document({**statement, "Resource": "*", "Condition": condition})


def _service_name(service: str, scope: AwsScope) -> pulumi.Output[str]:
    vendor = "aws.sagemaker." if service in _OF_SAGEMAKER else "com.amazonaws."
    return pulumi.Output.concat(vendor, scope.region, ".", service)
