"""moto gives a Lustre file system no name to mount it by and cannot change one."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@after_call("fsx", "CreateFileSystem")
def name_the_mount(context: Context, result: dict[str, Any]) -> None:
    """Name the mount; AWS takes eight small letters and digits."""
    found = result["FileSystem"]["FileSystemId"]
    file_system = context.backend().file_systems[found]
    if file_system.file_system_type == "LUSTRE":
        lustre = {**(file_system.lustre_configuration or {})}
        lustre["MountName"] = found.removeprefix("fs-")[:8]
        file_system.lustre_configuration = lustre
        result["FileSystem"]["LustreConfiguration"] = lustre


@before_call("fsx", "UpdateFileSystem")
def update(context: Context) -> Mapping[str, Any]:
    """Change size and settings."""
    file_system = context.backend().file_systems.get(context.params["FileSystemId"])
    if file_system is None:
        raise AwsError("FileSystemNotFound", "File system does not exist.")
    capacity = context.params.get("StorageCapacity", file_system.storage_capacity)
    file_system.storage_capacity = capacity
    changes = context.params.get("LustreConfiguration", {})
    file_system.lustre_configuration = {**(file_system.lustre_configuration or {}), **changes}
    return {"FileSystem": file_system.to_dict()}
