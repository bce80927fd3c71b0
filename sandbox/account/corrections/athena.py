"""Corrections of Athena."""

import datetime
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call
from sandbox.account.determinism import ACCOUNT_CREATED


@after_call("athena", "CreateWorkGroup")
def remember(context: Context, _result: dict[str, Any]) -> None:
    """Moto says of every workgroup that it was made this moment."""
    made = datetime.datetime.now(datetime.UTC)
    context.backend().work_groups[context.params["Name"]].made = made


@after_call("athena", "GetWorkGroup", "ListWorkGroups")
def say(context: Context, result: dict[str, Any]) -> None:
    """Say when it was made; the one that every account has, with the account."""
    account_made = datetime.datetime.fromtimestamp(ACCOUNT_CREATED, datetime.UTC)
    for shown in result.get("WorkGroups") or [result["WorkGroup"]]:
        workgroup = context.backend().work_groups[shown["Name"]]
        shown["CreationTime"] = getattr(workgroup, "made", account_made)
