"""Other accounts than the sandbox's own, which an assumed role of theirs leads to."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sandbox.account.errors import AwsError
from sandbox.account.options import ACCOUNT
from sandbox.account.services import Call


def check(
    call: Call,
    named: Collection[str],
    ask: Callable[[str, Mapping[str, Any]], Mapping[str, Any]],
) -> None:
    """Refuse a role of an account that the settings do not name: it may be somebody's."""
    if call.service != "sts" or not call.name.startswith("AssumeRole"):
        return
    role = str(call.params["RoleArn"])
    account = (role.split(":") + [""] * 5)[4]
    if account not in (ACCOUNT, *named):
        caller = ask("GetCallerIdentity", {})["Arn"]
        raise AwsError(
            "AccessDenied",
            f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}"
            f" (the sandbox's settings name no account {account})",
        )
