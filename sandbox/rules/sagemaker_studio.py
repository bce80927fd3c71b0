"""Rules of SageMaker's domains, user profiles and HyperPod clusters."""

from typing import Any

from sandbox.rules import Params, rule

_PEOPLE = ("CreateDomain", "UpdateDomain", "CreateUserProfile", "UpdateUserProfile")


def _settings(params: Params) -> Any:
    return params.get("DefaultUserSettings") or params.get("UserSettings") or {}


@rule("sagemaker", "CreateDomain", at="DefaultUserSettings")
def groups_in_the_vpc(params: Params) -> str | None:
    """CreateDomain, `DefaultUserSettings.SecurityGroups`: required when `VpcOnly`."""
    if params.get("AppNetworkAccessType") == "VpcOnly" and not _settings(params).get(
        "SecurityGroups"
    ):
        return "SecurityGroups is required when AppNetworkAccessType is set to VpcOnly."
    return None


@rule("sagemaker", "CreateDomain", at="AppSecurityGroupManagement")
def groups_of_rstudio(params: Params) -> str | None:
    """CreateDomain, `AppSecurityGroupManagement`."""
    own = (params.get("DomainSettings") or {}).get("RStudioServerProDomainSettings") or {}
    in_vpc = params.get("AppNetworkAccessType") == "VpcOnly"
    managed = params.get("AppSecurityGroupManagement") == "Service"
    if "DomainExecutionRoleArn" in own and in_vpc and not managed:
        return "AppSecurityGroupManagement must be Service for RStudio in VPCOnly mode."
    return None


@rule("sagemaker", "CreateDomain", "UpdateDomain", at="DefaultUserSettings")
def a_domain_has_no_default(params: Params) -> str | None:
    """CreateDomain, `AutoMountHomeEFS`: `DefaultAsDomain` is for user profiles."""
    if _settings(params).get("AutoMountHomeEFS") == "DefaultAsDomain":
        return "The DefaultAsDomain value of AutoMountHomeEFS is only supported for user profiles."
    return None


@rule("sagemaker", *_PEOPLE, at="DefaultUserSettings")
def landing_in_studio(params: Params) -> str | None:
    """CreateDomain, `DefaultLandingUri`: "can only be passed if StudioWebPortal is … ENABLED"."""
    settings = _settings(params)
    to_studio = str(settings.get("DefaultLandingUri", "")).startswith("studio:")
    if to_studio and settings.get("StudioWebPortal") == "DISABLED":
        return "DefaultLandingUri can only be studio:: if StudioWebPortal is set to ENABLED."
    return None


@rule("sagemaker", *_PEOPLE, at="DefaultUserSettings")
def lifecycle_of_the_server(params: Params) -> str | None:
    """CreateDomain, `JupyterServerAppSettings`: its `LifecycleConfigArns` and instance type."""
    server = _settings(params).get("JupyterServerAppSettings") or {}
    if server.get("LifecycleConfigArns") and "DefaultResourceSpec" not in server:
        return "DefaultResourceSpec is required when LifecycleConfigArns is specified."
    kind = (server.get("DefaultResourceSpec") or {}).get("InstanceType", "system")
    return None if kind == "system" else "JupyterServer apps only support the system value."


@rule("sagemaker", "CreateUserProfile", at="SingleSignOnUserIdentifier")
def person_of_the_directory(params: Params) -> str | None:
    """CreateUserProfile, `SingleSignOnUserIdentifier` and `SingleSignOnUserValue`: a pair."""
    given = [n for n in ("SingleSignOnUserIdentifier", "SingleSignOnUserValue") if n in params]
    if len(given) == 1:
        return "SingleSignOnUserIdentifier and SingleSignOnUserValue must be specified together."
    if params.get("SingleSignOnUserIdentifier", "UserName") != "UserName":
        return "The only supported value of SingleSignOnUserIdentifier is UserName."
    return None


@rule("sagemaker", "CreateCluster", "UpdateCluster", at="InstanceGroups")
def machines_of_a_group(params: Params) -> str | None:
    """CreateCluster, `InstanceRequirements`: it and `InstanceType` are mutually exclusive."""
    groups = params.get("InstanceGroups") or []
    for group in groups:
        if "InstanceType" in group and "InstanceRequirements" in group:
            return "InstanceType and InstanceRequirements are mutually exclusive."
        for storage in group.get("InstanceStorageConfigs") or []:
            volume = storage.get("EbsVolumeConfig") or {}
            if volume.get("RootVolume") and "VolumeSizeInGB" in volume:
                return "VolumeSizeInGB cannot be specified when RootVolume is True."
    names = [group["InstanceGroupName"] for group in groups]
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"Instance group name {twice} is not unique." if twice else None


@rule("sagemaker", "CreateCluster", at="Orchestrator")
def one_orchestrator(params: Params) -> str | None:
    """CreateCluster, `Orchestrator`."""
    orchestrator = params.get("Orchestrator")
    if orchestrator is not None and ("Eks" in orchestrator) == ("Slurm" in orchestrator):
        return "Exactly one orchestrator must be specified: either Eks or Slurm."
    return None
