"""Corrections of CloudWatch Logs."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import not_found


@before_call("logs", "PutResourcePolicy", "DescribeResourcePolicies", "DeleteResourcePolicy")
def policy_of_a_group(context: Context) -> Mapping[str, Any] | None:
    """Moto knows resource policies of an account only; AWS has one for each log group as well."""
    arn, policies = context.params.get("resourceArn"), context.kept("policies")
    if arn is None:
        return None
    if context.call.name == "DescribeResourcePolicies":
        return {"resourcePolicies": [policies[arn]] if arn in policies else []}
    if context.call.name == "DeleteResourcePolicy":
        if policies.pop(arn, None) is None:
            raise not_found(context.call, "Policy does not exist.")
        return {}
    if arn not in {group.arn for group in context.backend().groups.values()}:
        raise not_found(context.call, "The specified log group does not exist.")
    document = context.params["policyDocument"]
    policies[arn] = {
        "policyDocument": document,
        "policyScope": "RESOURCE",
        "resourceArn": arn,
    }
    return {"resourcePolicy": policies[arn]}
