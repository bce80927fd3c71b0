"""Rules of FSx's Lustre file systems (CreateFileSystem)."""

from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context

_CREATE = ("fsx", "CreateFileSystem")
_PER_UNIT = {
    ("PERSISTENT_1", "SSD"): (50, 100, 200),
    ("PERSISTENT_1", "HDD"): (12, 40),
    ("PERSISTENT_2", "SSD"): (125, 250, 500, 1000),
}


def _lustre(params: Params) -> Any:
    return params.get("LustreConfiguration") or {} if params["FileSystemType"] == "LUSTRE" else {}


@rule(*_CREATE, at="StorageCapacity", code="BadRequest")
def steps_of_capacity(params: Params) -> str | None:
    """`StorageCapacity`: its increments by deployment type."""
    kind, size = params.get("StorageType", "SSD"), params.get("StorageCapacity")
    if params["FileSystemType"] != "LUSTRE" or size is None or kind == "INTELLIGENT_TIERING":
        return None
    deployment = _lustre(params).get("DeploymentType", "SCRATCH_1")
    if kind == "HDD":
        step = 6000 if _lustre(params).get("PerUnitStorageThroughput") == 12 else 1800
        fits = size and size % step == 0
    else:
        step = 3600 if deployment == "SCRATCH_1" else 2400
        fits = size in (1200, 2400) or (size and size % step == 0)
    if fits:
        return None
    return (
        f"StorageCapacity {size} is not valid for {deployment} file systems with {kind} storage:"
        f" it must be {'' if kind == 'HDD' else '1200, 2400 or '}a multiple of {step} GiB."
    )


@rule(*_CREATE, at="LustreConfiguration.PerUnitStorageThroughput", code="BadRequest")
def throughput_per_unit(params: Params) -> str | None:
    """`PerUnitStorageThroughput`: required of persistent file systems, and which values."""
    lustre, kind = _lustre(params), params.get("StorageType", "SSD")
    deployment, given = lustre.get("DeploymentType", ""), lustre.get("PerUnitStorageThroughput")
    allowed = _PER_UNIT.get((deployment, kind))
    if deployment.startswith("SCRATCH") and given is not None:
        return f"PerUnitStorageThroughput is not supported for {deployment} file systems."
    if allowed is None or given in allowed:
        return None
    return (
        f"PerUnitStorageThroughput must be one of {', '.join(map(str, allowed))} for {deployment}"
        f" file systems with {kind} storage."
    )


@rule(*_CREATE, at="StorageType", code="BadRequest")
def disks_of_a_deployment(params: Params) -> str | None:
    """`DriveCacheType`: required with `HDD`, which only `PERSISTENT_1` has."""
    lustre = _lustre(params)
    if params["FileSystemType"] != "LUSTRE" or params.get("StorageType", "SSD") != "HDD":
        return None
    if lustre.get("DeploymentType") != "PERSISTENT_1":
        return "StorageType HDD is only supported for PERSISTENT_1 file systems."
    return None if "DriveCacheType" in lustre else "DriveCacheType is required with HDD storage."


@rule(*_CREATE, at="LustreConfiguration.DeploymentType", code="BadRequest")
def what_a_deployment_lacks(params: Params) -> str | None:
    """`ImportPath`, `AutomaticBackupRetentionDays` and `FileSystemTypeVersion`."""
    lustre = _lustre(params)
    deployment = lustre.get("DeploymentType", "SCRATCH_1")
    if deployment == "PERSISTENT_2":
        if any(n in lustre for n in ("ImportPath", "ExportPath", "AutoImportPolicy")):
            return "PERSISTENT_2 file systems link to S3 by data repository associations."
        if params.get("FileSystemTypeVersion") == "2.10":
            return "FileSystemTypeVersion 2.10 is not supported for PERSISTENT_2 file systems."
    if deployment.startswith("SCRATCH") and lustre.get("AutomaticBackupRetentionDays"):
        return "Automatic backups are not supported for SCRATCH file systems."
    return None


@rule(*_CREATE, at="LustreConfiguration.ExportPath", code="BadRequest")
def export_beside_import(params: Params) -> str | None:
    """`ExportPath`: in the bucket that `ImportPath` is in."""
    places = [_lustre(params).get(name, "") for name in ("ExportPath", "ImportPath")]
    if all(places) and len({place.removeprefix("s3://").split("/")[0] for place in places}) > 1:
        return "ExportPath must be in the same bucket as ImportPath."
    return None


@account_rule("fsx", "UpdateFileSystem", code="BadRequest")
def capacity_only_grows(context: "Context") -> str | None:
    """UpdateFileSystem, `StorageCapacity`: greater than the current one."""
    system = context.backend().file_systems.get(context.params["FileSystemId"])
    if system is None or "StorageCapacity" not in context.params:
        return None
    if context.params["StorageCapacity"] < system.storage_capacity:
        return "Storage capacity cannot be decreased."
    return None
