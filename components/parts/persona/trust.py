"""Who may become a persona: named principals, or people of the team by their tags."""

from collections.abc import Sequence

import pulumi

from components.parts.persona.scope import PersonaScope
from components.policy_document import Statement, policy_document


def persona_trust(
    scope: PersonaScope,
    persona: str,
    *,
    principals: Sequence[str],
    require_mfa: bool,
    studio: bool,
) -> pulumi.Output[str]:
    """Trust policy of the role of one persona; `studio` lets SageMaker run apps with it."""
    people: object = list(principals) or scope.aws.global_arn("iam", "root")
    conditions: Statement = {}
    if not principals:
        # One person may have several personas; the tag then names them all, split by a space.
        conditions = {
            "StringEquals": {"aws:PrincipalTag/team": scope.team},
            "StringLike": {
                "aws:PrincipalTag/personas": [
                    persona,
                    f"{persona} *",
                    f"* {persona}",
                    f"* {persona} *",
                ]
            },
        }
    if require_mfa:
        conditions["Bool"] = {"aws:MultiFactorAuthPresent": "true"}
    statements: list[Statement] = [
        {
            "Sid": "People",
            "Effect": "Allow",
            "Principal": {"AWS": people},
            "Action": "sts:AssumeRole",
            **({"Condition": conditions} if conditions else {}),
        }
    ]
    if studio:
        tag = scope.studio_user_tag
        statements += [
            {
                # The one session tag that may be set, and only to what the person already carries.
                "Sid": "StudioUser",
                "Effect": "Allow",
                "Principal": {"AWS": people},
                "Action": "sts:TagSession",
                "Condition": {
                    "StringEquals": {f"aws:RequestTag/{tag}": f"${{aws:PrincipalTag/{tag}}}"},
                    "ForAllValues:StringEquals": {"aws:TagKeys": [tag]},
                },
            },
            {
                "Sid": "StudioApps",
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
                "Condition": {"StringEquals": {"aws:SourceAccount": scope.aws.account_id}},
            },
        ]
    return policy_document(*statements)
