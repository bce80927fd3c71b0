"""Corrections of FSx."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call


@after_call("fsx", "CreateFileSystem")
def name_the_mount(context: Context, result: dict[str, Any]) -> None:
    """Moto gives a Lustre file system no name to mount it by: eight small letters and digits."""
    found = result["FileSystem"]["FileSystemId"]
    file_system = context.backend().file_systems[found]
    if file_system.file_system_type == "LUSTRE":
        named = {"MountName": found.removeprefix("fs-")[:8]}
        file_system.lustre_configuration = {**(file_system.lustre_configuration or {}), **named}
        result["FileSystem"]["LustreConfiguration"] = file_system.lustre_configuration


@before_call("fsx", "UpdateFileSystem")
def update(context: Context) -> Mapping[str, Any]:
    """Moto cannot change the size and the settings of a file system."""
    file_system = context.backend().file_systems[context.params["FileSystemId"]]
    capacity = context.params.get("StorageCapacity", file_system.storage_capacity)
    file_system.storage_capacity = capacity
    changes = context.params.get("LustreConfiguration", {})
    file_system.lustre_configuration = {**(file_system.lustre_configuration or {}), **changes}
    return {"FileSystem": file_system.to_dict()}
