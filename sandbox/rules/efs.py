"""Rules of EFS's file systems."""

from sandbox.rules import Params, rule

_CREATE = ("efs", "CreateFileSystem")


@rule(*_CREATE, "UpdateFileSystem", at="ProvisionedThroughputInMibps", code="BadRequest")
def throughput_as_its_mode(params: Params) -> str | None:
    """CreateFileSystem, `ThroughputMode`: with `provisioned`, a number, and only then."""
    mode, given = params.get("ThroughputMode", "bursting"), "ProvisionedThroughputInMibps" in params
    if mode == "provisioned" and not given:
        return (
            "Provisioned throughput must be set for file systems that use provisioned throughput"
            " mode."
        )
    if (
        mode != "provisioned"
        and given
        and ("ThroughputMode" in params or "FileSystemId" not in params)
    ):
        return (
            f"Provisioned throughput can't be set for file systems that use {mode} throughput mode."
        )
    return None


@rule(*_CREATE, at="KmsKeyId", code="BadRequest")
def key_encrypts(params: Params) -> str | None:
    """CreateFileSystem, `KmsKeyId`: with `Encrypted`."""
    if "KmsKeyId" in params and not params.get("Encrypted"):
        return "The encrypted parameter must be set to true to create an encrypted file system."
    return None


@rule(*_CREATE, at="PerformanceMode", code="BadRequest")
def performance_mode(params: Params) -> str | None:
    """CreateFileSystem, `PerformanceMode`: `maxIO` is for several zones, and not elastic."""
    if params.get("PerformanceMode") != "maxIO":
        return None
    if "AvailabilityZoneName" in params:
        return "Unsupported performance mode provided."
    if params.get("ThroughputMode") == "elastic":
        return "Elastic throughput is not available for file systems using MaxIO performance mode."
    return None


@rule("efs", "PutLifecycleConfiguration", at="LifecyclePolicies", code="BadRequest")
def transitions_in_order(params: Params) -> str | None:
    """PutLifecycleConfiguration, `LifecyclePolicies`: one each; the archive comes later."""
    policies = params["LifecyclePolicies"]
    if any(len(policy) > 1 for policy in policies):
        return "One or more LifecyclePolicy objects specified are malformed."
    days = {name: value for policy in policies for name, value in policy.items()}
    if len(days) < len(policies):
        return "Duplicate LifecyclePolicy transition types are not allowed."
    rare, archive = days.get("TransitionToIA"), days.get("TransitionToArchive")
    if rare and archive and int(archive.split("_")[1]) <= int(rare.split("_")[1]):
        return (
            "The value for TransitionToArchive is the same as or less than the value for"
            " TransitionToIA."
        )
    return None
