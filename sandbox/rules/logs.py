"""Rules of CloudWatch Logs' groups."""

from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.policy_documents import allows, services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)


@rule("logs", "PutRetentionPolicy", at="retentionInDays", code="InvalidParameterException")
def days_of_retention(params: Params) -> str | None:
    """PutRetentionPolicy, `retentionInDays`: "Possible values are"."""
    if params["retentionInDays"] in _DAYS:
        return None
    return (
        f"1 validation error detected: Value '{params['retentionInDays']}' at 'retentionInDays'"
        f" failed to satisfy constraint: Member must satisfy enum value set: {list(_DAYS)}"
    )


@rule("logs", "AssociateKmsKey", at="logGroupName", code="InvalidParameterException")
def group_or_resource(params: Params) -> str | None:
    """AssociateKmsKey, `resourceIdentifier`: it or the log group, not both."""
    if ("logGroupName" in params) == ("resourceIdentifier" in params):
        return "Specify either the resourceIdentifier parameter or the logGroup parameter."
    return None


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
