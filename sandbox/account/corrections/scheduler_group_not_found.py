"""moto crashes where a schedule group that is to be deleted does not exist."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("scheduler", "DeleteScheduleGroup")
def group_not_found(context: Context) -> None:
    """Refuse, as AWS does, to delete what is not there."""
    name = context.params["Name"]
    if name not in context.backend().schedule_groups:
        raise AwsError("ResourceNotFoundException", f"Schedule group {name} does not exist.")
