"""moto knows resource policies of an account only; AWS has one for each log group as well."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import not_found


def _policies(context: Context) -> dict[str, dict[str, Any]]:
    backend = context.backend()
    if not hasattr(backend, "policies_of_groups"):
        backend.policies_of_groups = {}
    return backend.policies_of_groups


@before_call("logs", "PutResourcePolicy")
def put(context: Context) -> Mapping[str, Any] | None:
    """Attach a policy to a log group, in the place of the one that it has."""
    arn = context.params.get("resourceArn")
    if arn is None:
        return None
    if arn not in {group.arn for group in context.backend().groups.values()}:
        raise not_found(context.call, "The specified log group does not exist.")
    document = context.params["policyDocument"]
    policy = {"policyDocument": document, "policyScope": "RESOURCE", "resourceArn": arn}
    _policies(context)[arn] = policy
    return {"resourcePolicy": policy}


@before_call("logs", "DescribeResourcePolicies")
def describe(context: Context) -> Mapping[str, Any] | None:
    """Show the policy of a log group."""
    arn = context.params.get("resourceArn")
    if arn is None:
        return None
    return {"resourcePolicies": [p for a, p in _policies(context).items() if a == arn]}


@before_call("logs", "DeleteResourcePolicy")
def delete(context: Context) -> Mapping[str, Any] | None:
    """Detach the policy of a log group."""
    arn = context.params.get("resourceArn")
    if arn is None:
        return None
    if _policies(context).pop(arn, None) is None:
        raise not_found(context.call, "Policy does not exist.")
    return {}
