"""Corrections of IAM, STS, and the role of CodePipeline."""

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from moto.backends import get_backend

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError
from sandbox.account.roles import lets_in, role_of


@before_call("codepipeline", "CreatePipeline", "UpdatePipeline")
def try_role_of_pipeline(context: Context) -> None:
    """Moto takes no role that lets in another service, too, nor one of another account."""
    arn = context.params["pipeline"]["roleArn"]
    if not lets_in(arn, "codepipeline", context.call):
        text = f"CodePipeline is not authorized to perform AssumeRole on role {arn}"
        raise AwsError("InvalidStructureException", text)
    # As moto's own check sees it: it is there and lets CodePipeline in.
    trust = {"Statement": [{"Principal": {"Service": "codepipeline.amazonaws.com"}}]}
    role = SimpleNamespace(assume_role_policy_document=json.dumps(trust))
    roles = SimpleNamespace(get_role_by_arn={arn: role}.__getitem__)
    type(context.backend()).iam_backend = roles


@before_call("iam", "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def change_clients(context: Context) -> Mapping[str, Any]:
    """Moto cannot change whom a provider is for; what is there, or is not, stays so."""
    arn, client = context.params["OpenIDConnectProviderArn"], context.params["ClientID"]
    provider = context.backend().open_id_providers[arn]
    others = [one for one in provider.client_id_list if one != client]
    added = [client] if context.call.name.startswith("Add") else []
    provider.client_id_list = [*others, *added]
    return {}


@after_call("iam", "CreateUser", "GetUser")
def show_boundary(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets the boundary that a user is made with, and shows none."""
    user = context.backend().users[result["User"]["UserName"]]
    if context.call.name == "CreateUser":
        user.permissions_boundary_arn = context.params.get("PermissionsBoundary")
    if arn := getattr(user, "permissions_boundary_arn", None):
        kind = {"PermissionsBoundaryType": "PermissionsBoundaryPolicy"}
        result["User"]["PermissionsBoundary"] = {**kind, "PermissionsBoundaryArn": arn}


@before_call("sts", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")
def refuse_what_is_not_there(context: Context) -> None:
    """Moto gives out sessions of roles that do not exist.

    A role of the caller's account has to; nothing is known of those of others.
    """
    arn = str(context.params["RoleArn"])
    if f":{context.account}:" not in arn or role_of(arn) is not None:
        return
    if context.call.name != "AssumeRole":
        raise AwsError("AccessDenied", f"Not authorized to perform sts:{context.call.name}")
    caller = context.ask("GetCallerIdentity", {})["Arn"]
    text = f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {arn}"
    raise AwsError("AccessDenied", text)


@after_call("sts", "AssumeRole", "AssumeRoleWithWebIdentity")
def note_what_was_given_along(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets the tags and the managed policies of a session, which limit what it may do."""
    _, partition, _, _, account, *_ = context.params["RoleArn"].split(":")
    key = result["Credentials"]["AccessKeyId"]
    session: Any = get_backend("sts")[account][partition].get_assumed_role_from_access_key(key)
    session.policy_arns = [policy["arn"] for policy in context.params.get("PolicyArns", ())]
    session.given_tags = {tag["Key"]: tag["Value"] for tag in context.params.get("Tags", ())}
