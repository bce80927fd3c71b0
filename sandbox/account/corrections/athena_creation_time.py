"""moto says of every workgroup that it was made this moment, also of one that does not exist."""

import datetime
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@after_call("athena", "CreateWorkGroup")
def remember(context: Context, _result: dict[str, Any]) -> None:
    """Keep the time with the workgroup."""
    workgroup = context.backend().work_groups[context.params["Name"]]
    workgroup.made = datetime.datetime.now(datetime.UTC)


@before_call("athena", "GetWorkGroup")
def know(context: Context) -> None:
    """Refuse what does not exist."""
    name = context.params["WorkGroup"]
    if name not in context.backend().work_groups:
        raise AwsError("InvalidRequestException", f"WorkGroup {name} is not found.")


@after_call("athena", "GetWorkGroup")
def say(context: Context, result: dict[str, Any]) -> None:
    """Say when it was made; the one that every account has, with the account."""
    workgroup = context.backend().work_groups[context.params["WorkGroup"]]
    account_made = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    result["WorkGroup"]["CreationTime"] = getattr(workgroup, "made", account_made)
