"""Corrections of EFS."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call


@before_call("efs", "DeleteFileSystemPolicy")
def delete(context: Context) -> Mapping[str, Any]:
    """Moto cannot take the policy of a file system away again."""
    file_system = context.backend().file_systems_by_id[context.params["FileSystemId"]]
    file_system.file_system_policy = None
    return {}
