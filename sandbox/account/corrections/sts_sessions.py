"""moto forgets the tags and the managed policies that a session of a role is given."""

from typing import Any

from moto.sts.models import sts_backends

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("sts", "AssumeRole", "AssumeRoleWithWebIdentity")
def note(context: Context, result: dict[str, Any]) -> None:
    """Note them at the session, where they are looked for when permissions are enforced."""
    _, partition, _, _, account, *_ = context.params["RoleArn"].split(":")
    key = result["Credentials"]["AccessKeyId"]
    session: Any = sts_backends[account][partition].get_assumed_role_from_access_key(key)
    session.policy_arns = [policy["arn"] for policy in context.params.get("PolicyArns", ())]
    session.given_tags = {tag["Key"]: tag["Value"] for tag in context.params.get("Tags", ())}
