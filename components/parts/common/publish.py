"""What it takes to publish to a stack's encrypted topic."""

import pulumi

from components.policy_document import Statement


def publish_statements(
    topic_arn: pulumi.Input[str], kms_key_arn: pulumi.Input[str]
) -> list[Statement]:
    """Let a role publish to the topic and use its key (SNS Developer Guide, "Key management")."""
    return [
        {"Sid": "Tell", "Effect": "Allow", "Action": "sns:Publish", "Resource": topic_arn},
        {
            "Sid": "EncryptWhatIsTold",
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": kms_key_arn,
        },
    ]
