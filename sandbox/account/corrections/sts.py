"""Corrections of STS."""

from typing import Any

from moto.sts.models import sts_backends

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError
from sandbox.account.roles import role_of


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
    caller = (context.ask("GetCallerIdentity", {}) or {}).get("Arn", "")
    text = f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {arn}"
    raise AwsError("AccessDenied", text)


@after_call("sts", "AssumeRole", "AssumeRoleWithWebIdentity")
def note_what_was_given_along(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets the tags and the managed policies of a session, which limit what it may do."""
    _, partition, _, _, account, *_ = context.params["RoleArn"].split(":")
    key = result["Credentials"]["AccessKeyId"]
    session: Any = sts_backends[account][partition].get_assumed_role_from_access_key(key)
    session.policy_arns = [policy["arn"] for policy in context.params.get("PolicyArns", ())]
    session.given_tags = {tag["Key"]: tag["Value"] for tag in context.params.get("Tags", ())}
