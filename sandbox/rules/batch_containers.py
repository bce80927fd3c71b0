"""Rules of the containers in Batch's job definitions."""

from typing import Any

from sandbox.rules import Params, rule

_REGISTER = ("batch", "RegisterJobDefinition")
_MEMORY = {
    "0.25": (512, 1024, 2048),
    "0.5": range(1024, 4097, 1024),
    "1": range(2048, 8193, 1024),
    "2": range(4096, 16385, 1024),
    "4": range(8192, 30721, 1024),
    "8": range(16384, 61441, 4096),
    "16": range(32768, 122881, 8192),
}
"""Memory in MiB that goes with a number of virtual processors on Fargate."""


def _needs(container: Any) -> dict[str, str]:
    return {need["type"]: need["value"] for need in container.get("resourceRequirements") or []}


@rule(*_REGISTER, at="containerProperties.resourceRequirements", code="ClientException")
def amounts_are_numbers(params: Params) -> str | None:
    """ResourceRequirement, `value`: whole numbers of GPUs and MiB, at least 4 of those."""
    for kind, value in _needs(params.get("containerProperties") or {}).items():
        whole = str(value).isdigit() and int(value) >= (4 if kind == "MEMORY" else 1)
        if kind in ("GPU", "MEMORY") and not whole:
            return f"resourceRequirements: {value!r} is not a valid value for {kind}."
        if kind == "VCPU" and not str(value).replace(".", "", 1).isdigit():
            return f"resourceRequirements: {value!r} is not a valid value for VCPU."
    return None


@rule(*_REGISTER, at="containerProperties", code="ClientException")
def image_and_size(params: Params) -> str | None:
    """RegisterJobDefinition, `containerProperties`: an image, processors and memory."""
    container = params.get("containerProperties")
    if container is None:
        return None
    if "image" not in container:
        return "Container image is required."
    for kind, older in (("VCPU", "vcpus"), ("MEMORY", "memory")):
        if kind not in _needs(container) and older not in container:
            return f"resourceRequirements must have a value for {kind}."
    return None


@rule(*_REGISTER, at="containerProperties.mountPoints", code="ClientException")
def mounts_have_volumes(params: Params) -> str | None:
    """MountPoint, `sourceVolume`: the name of one of the `volumes`."""
    container = params.get("containerProperties") or {}
    volumes = [volume["name"] for volume in container.get("volumes") or []]
    for mount in container.get("mountPoints") or []:
        if mount.get("sourceVolume") and mount["sourceVolume"] not in volumes:
            return f"Unknown volume {mount['sourceVolume']!r} in mountPoints."
    return None


@rule(*_REGISTER, at="containerProperties", code="ClientException")
def containers_on_fargate(params: Params) -> str | None:
    """ContainerProperties: what Fargate asks for, and what it has not."""
    container = params.get("containerProperties")
    if container is None:
        return None
    if "FARGATE" not in (params.get("platformCapabilities") or []):
        if "fargatePlatformConfiguration" in container:
            return "fargatePlatformConfiguration is only for jobs on FARGATE."
        return None
    if "executionRoleArn" not in container:
        return "executionRoleArn is required for jobs on FARGATE."
    for name in ("privileged", "instanceType", "ulimits"):
        if container.get(name):
            return f"{name} is not applicable to jobs on FARGATE."
    needs = _needs(container)
    if "GPU" in needs:
        return "GPU is not available to jobs on FARGATE."
    allowed = _MEMORY.get(needs.get("VCPU", "1").removesuffix(".0"), ())
    if "VCPU" in needs and "MEMORY" in needs and int(needs["MEMORY"]) not in allowed:
        return f"MEMORY {needs['MEMORY']} with VCPU {needs['VCPU']} is not supported on FARGATE."
    return None


@rule(*_REGISTER, at="nodeProperties.nodeRangeProperties", code="ClientException")
def ranges_of_the_nodes(params: Params) -> str | None:
    """NodeRangeProperty, `targetNodes`: nodes that there are."""
    nodes = params.get("nodeProperties") or {}
    for entry in nodes.get("nodeRangeProperties") or []:
        last = entry["targetNodes"].split(":")[-1]
        if last.isdigit() and int(last) >= nodes["numNodes"]:
            return f"targetNodes {entry['targetNodes']} is out of the {nodes['numNodes']} nodes."
    return None
