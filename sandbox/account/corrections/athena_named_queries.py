"""moto cannot delete a saved query, and fails on one that does not exist."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("athena", "DeleteNamedQuery", "GetNamedQuery")
def refuse_unknown(context: Context) -> Mapping[str, Any] | None:
    """Refuse a query that does not exist, and delete one that does."""
    query, kept = context.params["NamedQueryId"], context.backend().named_queries
    if query not in kept:
        raise AwsError("InvalidRequestException", f"NamedQuery {query} was not found")
    if context.call.name == "GetNamedQuery":
        return None
    del kept[query]
    return {}
