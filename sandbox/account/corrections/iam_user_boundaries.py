"""moto knows no permissions boundaries of users."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@before_call("iam", "PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary")
def put_or_delete(context: Context) -> Mapping[str, Any]:
    """Note the boundary of a user, or that it has none any more."""
    name, arn = context.params["UserName"], context.params.get("PermissionsBoundary")
    user = context.backend().users.get(name)
    if user is None:
        raise AwsError("NoSuchEntity", f"The user with name {name} cannot be found.")
    _bound(context, user, arn)
    return {}


@before_call("iam", "CreateUser")
def refuse_what_is_not_there(context: Context) -> None:
    """A boundary is a managed policy that exists."""
    _bound(context, None, context.params.get("PermissionsBoundary"))


@after_call("iam", "CreateUser", "GetUser")
def show(context: Context, result: dict[str, Any]) -> None:
    """Note the boundary that a user is made with, and show the one that it has."""
    user = context.backend().users.get(result["User"]["UserName"])
    if context.call.name == "CreateUser":
        user.permissions_boundary_arn = context.params.get("PermissionsBoundary")
    if arn := getattr(user, "permissions_boundary_arn", None):
        result["User"]["PermissionsBoundary"] = {
            "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
            "PermissionsBoundaryArn": arn,
        }


def _bound(context: Context, user: Any, arn: str | None) -> None:
    if arn is not None and arn not in context.backend().managed_policies:
        raise AwsError("NoSuchEntity", f"Scope ARN: {arn} does not exist or is not attachable.")
    if user is not None:
        user.permissions_boundary_arn = arn
