"""Corrections of IAM."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@before_call("iam", "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def change_clients(context: Context) -> Mapping[str, Any]:
    """Moto cannot change whom a provider is for; what is there, or is not, stays so."""
    arn, client = context.params["OpenIDConnectProviderArn"], context.params["ClientID"]
    provider = context.backend().open_id_providers[arn]
    others = [one for one in provider.client_id_list if one != client]
    added = [client] if context.call.name.startswith("Add") else []
    provider.client_id_list = [*others, *added]
    return {}


@before_call("iam", "PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary")
def bound(context: Context) -> Mapping[str, Any]:
    """Moto knows no permissions boundaries of users."""
    refuse_missing_boundary(context)
    user = context.backend().users.get(context.params["UserName"])
    if user is None:
        text = f"The user with name {context.params['UserName']} cannot be found."
        raise AwsError("NoSuchEntity", text)
    user.permissions_boundary_arn = context.params.get("PermissionsBoundary")
    return {}


@before_call("iam", "CreateUser")
def refuse_missing_boundary(context: Context) -> None:
    """Moto takes any boundary for a user; on AWS it is a managed policy that exists."""
    arn = context.params.get("PermissionsBoundary")
    if arn is not None and arn not in context.backend().managed_policies:
        raise AwsError("NoSuchEntity", f"Scope ARN: {arn} does not exist or is not attachable.")


@after_call("iam", "CreateUser", "GetUser")
def show_boundary(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets the boundary that a user is made with, and shows none."""
    user = context.backend().users[result["User"]["UserName"]]
    if context.call.name == "CreateUser":
        user.permissions_boundary_arn = context.params.get("PermissionsBoundary")
    if arn := getattr(user, "permissions_boundary_arn", None):
        kind = {"PermissionsBoundaryType": "PermissionsBoundaryPolicy"}
        result["User"]["PermissionsBoundary"] = {**kind, "PermissionsBoundaryArn": arn}
