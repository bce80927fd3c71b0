"""Corrections of STS."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
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
