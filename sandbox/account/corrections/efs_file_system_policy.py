"""moto cannot take the policy of a file system away again."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("efs", "DeleteFileSystemPolicy")
def delete(context: Context) -> Mapping[str, Any]:
    """Leave the file system without a policy, open to whoever reaches it."""
    found = context.params["FileSystemId"]
    file_system = context.backend().file_systems_by_id.get(found)
    if file_system is None:
        raise AwsError("FileSystemNotFound", f"File system '{found}' does not exist.")
    file_system.file_system_policy = None
    return {}
