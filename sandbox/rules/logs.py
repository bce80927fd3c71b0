"""Rules of CloudWatch Logs' groups."""

from typing import TYPE_CHECKING

from sandbox.rules import account_rule
from sandbox.rules.policy_documents import allows, services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context


@account_rule("logs", "CreateLogGroup", "AssociateKmsKey", code="AccessDeniedException")
def key_lets_logs_in(context: "Context") -> str | None:
    """CloudWatch Logs User Guide, "Encrypt log data": the key's policy names the service."""
    arn, name = context.params.get("kmsKeyId"), context.params.get("logGroupName")
    if not arn or not name or arn.split(":")[4:5] != [context.account]:
        return None
    key = context.backend("kms").keys.get(arn.split("/")[-1])
    if key is not None and any(
        allows(s, "kms:GenerateDataKey") and {"*", *_service(context)} & {*services(s)}
        for s in statements(key.policy)
    ):
        return None
    group = context.arn(f"log-group:{name}")
    return f"The specified KMS key does not exist or is not allowed to be used with Arn '{group}'"


def _service(context: "Context") -> tuple[str, str]:
    return "logs.amazonaws.com", f"logs.{context.region}.amazonaws.com"
