"""Rules of Athena's workgroups."""

from typing import TYPE_CHECKING

from sandbox.rules import account_rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


@account_rule("athena", "DeleteWorkGroup", code="InvalidRequestException")
def workgroup_with_queries(context: "Context") -> str | None:
    """A workgroup with queries stays, unless they are to go too."""
    name = context.params["WorkGroup"]
    queries = context.backend().named_queries.values()
    held = any(query.workgroup.name == name for query in queries)
    if held and not context.params.get("RecursiveDeleteOption"):
        return f"WorkGroup {name} is not empty"
    return None
