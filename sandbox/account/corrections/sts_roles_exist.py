"""moto gives out sessions of roles that do not exist."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError
from sandbox.account.roles import role_of


@before_call("sts", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")
def refuse_what_is_not_there(context: Context) -> None:
    """A role of the caller's account has to exist; nothing is known of those of others."""
    arn = str(context.params["RoleArn"])
    if f":{context.account}:" not in arn or role_of(arn) is not None:
        return
    said = f"is not authorized to perform: sts:{context.call.name} on resource: {arn}"
    if context.call.name != "AssumeRole":
        raise AwsError("AccessDenied", f"Not authorized to perform sts:{context.call.name}")
    caller = context.ask("GetCallerIdentity", {}) or {}
    raise AwsError("AccessDenied", f"User: {caller.get('Arn', '')} {said}")
