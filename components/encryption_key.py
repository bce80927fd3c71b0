"""Encryption key: the one customer-managed key that encrypts everything a stack stores."""

import re
from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.policy_document import Statement, policy_document
from components.settings import team_settings
from components.wiring import HoldsData

DEFAULT_DELETION_WINDOW_DAYS = 30

_KEY_ARN = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+")

_DELIVERING_SERVICES = (
    "budgets.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "costalerts.amazonaws.com",
)
"""Services that publish to the stack's encrypted topics; without this, alarms are lost silently."""


@team_settings
class EncryptionKeySettings(TypedDict):
    """What a team may choose about its encryption key."""

    key_arn: NotRequired[str]
    """ARN of an existing customer-managed key to adopt. Default: a key is created."""

    deletion_window_days: NotRequired[int]
    """Days between deleting the key and losing it for ever, 7 to 30. Default: 30."""


class EncryptionKeyArgs(EncryptionKeySettings, HoldsData):
    """Inputs of `EncryptionKey`."""


class EncryptionKey(pulumi.ComponentResource):
    """A customer-managed KMS key with yearly rotation, usable through IAM by its account alone."""

    key_arn: pulumi.Output[str]
    """ARN of the key, for every component that stores something."""

    def __init__(
        self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        window = args.get("deletion_window_days", DEFAULT_DELETION_WINDOW_DAYS)
        reject("encryption_key", self.problems(args))
        super().__init__("stepwell:index:EncryptionKey", name, {**args}, opts)

        adopted = args.get("key_arn")
        if adopted is not None:
            self.key_arn = pulumi.Output.from_input(adopted)
        else:
            key = aws.kms.Key(
                f"{name}-key",
                description=f"Encrypts everything that {name} stores",
                deletion_window_in_days=window,
                enable_key_rotation=True,
                policy=_key_policy(AwsScope.of(self)),
                opts=pulumi.ResourceOptions(parent=self, protect=args.get("protect_data", True)),
            )
            aws.kms.Alias(
                f"{name}-alias",
                name=f"alias/{name}",
                target_key_id=key.key_id,
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.key_arn = key.arn
        self.register_outputs({"key_arn": self.key_arn})

    @staticmethod
    def problems(args: EncryptionKeySettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        days = args.get("deletion_window_days", DEFAULT_DELETION_WINDOW_DAYS)
        if not 7 <= days <= 30:
            yield Problem("deletion_window_days", f"must be 7 to 30 days, got {days}")
        if "key_arn" in args and not _KEY_ARN.fullmatch(args["key_arn"]):
            # An alias will not do: policies of roles and buckets name the key itself.
            reason = f"must be the ARN of a KMS key and no alias, got {args['key_arn']!r}"
            yield Problem("key_arn", reason)
        if "key_arn" in args and "deletion_window_days" in args:
            reason = f"must be left out when key_arn adopts a key, got {days}"
            yield Problem("deletion_window_days", reason)


def _key_policy(scope: AwsScope) -> pulumi.Output[str]:
    """Delegate to IAM, and let the AWS services that deliver for this account use the key."""
    logs = pulumi.Output.concat("logs.", scope.region, ".amazonaws.com")
    return policy_document(
        {
            "Sid": "DelegateToIam",
            "Effect": "Allow",
            "Principal": {"AWS": scope.global_arn("iam", "root")},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "LogGroupsOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": logs},
            "Action": [
                "kms:Encrypt*",
                "kms:Decrypt*",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:Describe*",
            ],
            "Resource": "*",
            "Condition": {
                "ArnLike": {"kms:EncryptionContext:aws:logs:arn": scope.arn("logs", "*")}
            },
        },
        {
            "Sid": "DeliveriesOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": list(_DELIVERING_SERVICES)},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceAccount": scope.account_id}},
        },
        {
            # EventBridge sends no aws:SourceAccount when it publishes to an encrypted topic (SNS
            # Developer Guide, "Key management"), so the topic's own account stands in for it.
            "Sid": "EventsToTopicsOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": "*",
            "Condition": {
                "ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": scope.arn("sns", "*")}
            },
        },
        *_trails(scope),
        {
            # FSx reads and writes linked buckets with a role that has no policies for keys (FSx for
            # Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets").
            "Sid": "LustreLinkedToBuckets",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:DescribeKey",
            ],
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "kms:CallerAccount": scope.account_id,
                    "kms:ViaService": pulumi.Output.concat("s3.", scope.region, ".amazonaws.com"),
                },
                "ArnLike": {
                    "aws:PrincipalArn": scope.global_arn(
                        "iam",
                        "role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/"
                        "AWSServiceRoleForFSxS3Access_*",
                    )
                },
            },
        },
        {
            # Nor when it gives an event up to an encrypted queue, as SNS does with a message.
            "Sid": "EventsToQueuesOfThisAccount",
            "Effect": "Allow",
            "Principal": {"Service": ["events.amazonaws.com", "sns.amazonaws.com"]},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": "*",
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:sqs:arn": scope.arn("sqs", "*")}},
        },
        {
            "Sid": "EncryptedVolumesOfThisAccount",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:CreateGrant",
                "kms:DescribeKey",
            ],
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "kms:CallerAccount": scope.account_id,
                    "kms:ViaService": pulumi.Output.concat("ec2.", scope.region, ".amazonaws.com"),
                }
            },
        },
    )


def _trails(scope: AwsScope) -> list[Statement]:
    """What CloudTrail needs (its User Guide, "Configure AWS KMS key policies for CloudTrail").

    Describing a key comes without the context of a file.
    """
    own = scope.arn("cloudtrail", "trail/*")
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Resource": "*",
    }
    return [
        {
            "Sid": "TrailsOfThisAccount",
            **statement,
            "Action": "kms:GenerateDataKey*",
            "Condition": {
                "ArnLike": {
                    "aws:SourceArn": own,
                    "kms:EncryptionContext:aws:cloudtrail:arn": own,
                }
            },
        },
        {
            "Sid": "TrailsFindTheKey",
            **statement,
            "Action": "kms:DescribeKey",
            "Condition": {"ArnLike": {"aws:SourceArn": own}},
        },
    ]
