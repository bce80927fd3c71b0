"""Whom the role that deploys a stack lets in: one repository, and of it one branch."""

from analysis.permissions.document import Document
from analysis.permissions.stack import StackFacts
from components.parts.identity.sources import CiSourceSettings, ci_source


def trust(facts: StackFacts, settings: CiSourceSettings, command: str) -> Document:
    """Let in the tokens of the repository: what may plan for a preview, else what may deploy."""
    source = ci_source(settings)
    subjects = list(source.plan) if command == "preview" else [source.deploy]
    operator = "StringLike" if any("*" in subject for subject in subjects) else "StringEquals"
    tests: dict[str, dict[str, object]] = {
        "StringEquals": {f"{source.claims}:aud": source.audience}
    }
    tests.setdefault(operator, {})[f"{source.claims}:sub"] = subjects
    provider = f"arn:{facts.partition}:iam::{facts.account}:oidc-provider/{source.claims}"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {"Federated": provider},
                "Condition": tests,
            }
        ],
    }
