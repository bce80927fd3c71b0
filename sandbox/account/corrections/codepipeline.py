"""Corrections of CodePipeline."""

import json

from moto.codepipeline.models import CodePipelineBackend

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError
from sandbox.account.roles import lets_in


class _AnyRole:
    """The roles as moto's own check sees them: each is there and lets CodePipeline in."""

    assume_role_policy_document = json.dumps(
        {"Statement": [{"Principal": {"Service": "codepipeline.amazonaws.com"}}]}
    )

    def get_role_by_arn(self, _arn: str) -> "_AnyRole":
        return self


CodePipelineBackend.iam_backend = property(lambda _: _AnyRole())  # pyright: ignore[reportAttributeAccessIssue]


@before_call("codepipeline", "CreatePipeline", "UpdatePipeline")
def try_role(context: Context) -> None:
    """Moto takes no role that lets in another service, too, nor one of another account."""
    role = context.params["pipeline"]["roleArn"]
    if not lets_in(role, "codepipeline", context.call):
        raise AwsError(
            "InvalidStructureException",
            f"CodePipeline is not authorized to perform AssumeRole on role {role}",
        )
