"""What a build may do: fetch its source, push to one repository, and say what it does."""

from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement


def build_statements(
    *,
    scope: AwsScope,
    prefix: str,
    repository_arn: pulumi.Input[str],
    log_group_arn: pulumi.Input[str],
    kms_key_arn: pulumi.Input[str],
    source: Sequence[Statement],
    subnet_ids: pulumi.Input[Sequence[str]],
    security_group_id: pulumi.Input[str],
) -> list[Statement]:
    """Statements of the role of a build (CodeBuild User Guide, "Identity-based policies")."""
    subnets = pulumi.Output.all(
        pulumi.Output.from_input(subnet_ids), scope.arn("ec2", "subnet/")
    ).apply(lambda known: [f"{known[1]}{subnet}" for subnet in known[0]])
    interfaces = scope.arn("ec2", "network-interface/*")
    group = scope.arn("ec2", pulumi.Output.concat("security-group/", security_group_id))
    made = pulumi.Output.all(interfaces, group, subnets).apply(lambda all_: [*all_[:2], *all_[2]])
    pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    return [
        {
            "Sid": "WriteLogs",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": pulumi.Output.concat(log_group_arn, ":*"),
        },
        {
            "Sid": "LogInToEcr",
            "Effect": "Allow",
            "Action": "ecr:GetAuthorizationToken",
            "Resource": "*",
        },
        {
            "Sid": "PullImagesOfTheStack",
            "Effect": "Allow",
            "Action": pull,
            "Resource": scope.arn("ecr", f"repository/{prefix}/*"),
        },
        {
            "Sid": "PushOrWithdrawTheImage",
            "Effect": "Allow",
            "Action": [
                *pull,
                "ecr:BatchDeleteImage",
                "ecr:CompleteLayerUpload",
                "ecr:DescribeImageScanFindings",
                "ecr:DescribeImages",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ],
            "Resource": repository_arn,
        },
        {
            # Where Amazon Inspector scans the registry, ECR shows its findings to whom it lets.
            "Sid": "ReadFindingsOfInspector",
            "Effect": "Allow",
            "Action": "inspector2:ListFindings",
            "Resource": "*",
        },
        {
            "Sid": "UseTheKey",
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": kms_key_arn,
        },
        {
            "Sid": "SeeTheNetwork",
            "Effect": "Allow",
            "Action": [
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
            "Resource": "*",
        },
        {
            # The guide allows this and the deletion on everything, but a build runs foreign code.
            "Sid": "MakeInterfacesInItsOwnSubnets",
            "Effect": "Allow",
            "Action": "ec2:CreateNetworkInterface",
            "Resource": made,
        },
        {
            "Sid": "DropInterfacesOfItsOwnSubnets",
            "Effect": "Allow",
            "Action": "ec2:DeleteNetworkInterface",
            "Resource": interfaces,
            "Condition": {"ArnEquals": {"ec2:Subnet": subnets}},
        },
        {
            "Sid": "JoinItsOwnSubnetsOnly",
            "Effect": "Allow",
            "Action": "ec2:CreateNetworkInterfacePermission",
            "Resource": interfaces,
            "Condition": {
                "StringEquals": {"ec2:AuthorizedService": "codebuild.amazonaws.com"},
                "ArnEquals": {"ec2:Subnet": subnets},
            },
        },
        *source,
    ]


def connection_statements(connection_arn: str) -> list[Statement]:
    """Fetch the source through a connection, by both of the service's names."""
    return [
        {
            "Sid": "UseTheConnection",
            "Effect": "Allow",
            "Action": [
                f"{service}:{action}"
                for service in ("codeconnections", "codestar-connections")
                for action in ("GetConnection", "GetConnectionToken")
            ],
            "Resource": connection_arn,
        }
    ]


def archive_statements(scope: AwsScope, bucket: pulumi.Input[str], key: str) -> list[Statement]:
    """Fetch the source from an archive in the artifacts zone."""
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    return [
        {
            "Sid": "FetchTheArchive",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectVersion"],
            "Resource": pulumi.Output.concat(arn, "/", key),
        },
        {
            "Sid": "FindTheArchive",
            "Effect": "Allow",
            "Action": ["s3:GetBucketAcl", "s3:GetBucketLocation"],
            "Resource": arn,
        },
    ]
