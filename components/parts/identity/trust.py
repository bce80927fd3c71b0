"""Whom a role of CI lets in: the tokens of one repository, and of it only the named subjects."""

from collections.abc import Sequence

import pulumi

from components.parts.identity.sources import CiSource
from components.policy_document import policy_document


def web_identity_trust(
    provider_arn: pulumi.Input[str], source: CiSource, subjects: Sequence[str]
) -> pulumi.Output[str]:
    """Let tokens of the source with one of `subjects` in, and of nobody else.

    IAM refuses a trust in GitHub or GitLab that does not test the subject (IAM User Guide,
    "Identity-provider controls for shared OIDC providers").
    """
    operator = "StringLike" if any("*" in subject for subject in subjects) else "StringEquals"
    tests: dict[str, dict[str, object]] = {
        "StringEquals": {f"{source.claims}:aud": source.audience}
    }
    tests.setdefault(operator, {})[f"{source.claims}:sub"] = list(subjects)
    return policy_document(
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": provider_arn},
            "Condition": tests,
        }
    )
