"""What an image repository keeps, and who may pull from it."""

import json
from collections.abc import Sequence

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import policy_document


def image_lifecycle(kept_images: int, untagged_retention_days: int) -> str:
    """Expire what lost its tag, then all but the newest; ECR wants `any` evaluated last."""
    untagged = {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": untagged_retention_days,
    }
    surplus = {
        "tagStatus": "any",
        "countType": "imageCountMoreThan",
        "countNumber": kept_images,
    }
    return json.dumps(
        {
            "rules": [
                {"rulePriority": priority, "selection": selection, "action": {"type": "expire"}}
                for priority, selection in enumerate((untagged, surplus), start=1)
            ]
        }
    )


def pull_policy(accounts: Sequence[str], scope: AwsScope) -> pulumi.Output[str]:
    """Let roles of `accounts` pull, as far as their own IAM policies allow it too."""
    return policy_document(
        {
            "Sid": "PullFromOtherAccounts",
            "Effect": "Allow",
            "Principal": {
                "AWS": [
                    pulumi.Output.concat("arn:", scope.partition, ":iam::", account, ":root")
                    for account in sorted(accounts)
                ]
            },
            "Action": [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ],
        }
    )
