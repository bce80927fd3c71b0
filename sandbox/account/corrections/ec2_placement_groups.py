"""moto has no placement groups, nor tags for them."""

from collections.abc import Mapping
from typing import Any

from moto.ec2 import utils

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError

_IDS: Any = utils.EC2_RESOURCE_TO_PREFIX
_IDS["placement-group"] = "pg"


def _groups(context: Context) -> dict[str, dict[str, Any]]:
    backend = context.backend()
    if not hasattr(backend, "placement_groups"):
        backend.placement_groups = {}
    return backend.placement_groups


def _shown(context: Context, group: Mapping[str, Any]) -> dict[str, Any]:
    tags = context.backend().tags.get(group["GroupId"], {})
    return {**group, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@before_call("ec2", "CreatePlacementGroup")
def create(context: Context) -> Mapping[str, Any]:
    """Make a group."""
    given, name = context.params, context.params["GroupName"]
    if name in _groups(context):
        raise AwsError("InvalidPlacementGroup.Duplicate", f"The placement group {name} exists")
    kept = ("GroupName", "Strategy", "PartitionCount", "SpreadLevel")
    group = {member: given[member] for member in kept if member in given}
    group |= {"GroupId": utils.random_id("pg", 17), "State": "available"}
    _groups(context)[name] = group
    for specification in given.get("TagSpecifications", []):
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        context.backend().create_tags([group["GroupId"]], tags)
    return {"PlacementGroup": _shown(context, group)}


@before_call("ec2", "DescribePlacementGroups")
def describe(context: Context) -> Mapping[str, Any]:
    """Show the groups of the given names, or all."""
    known = _groups(context)
    names = context.params.get("GroupNames") or list(known)
    return {"PlacementGroups": [_shown(context, _one(context, name)) for name in names]}


@before_call("ec2", "DeletePlacementGroup")
def delete(context: Context) -> Mapping[str, Any]:
    """Take a group away."""
    group = _one(context, context.params["GroupName"])
    del _groups(context)[group["GroupName"]]
    return {}


def _one(context: Context, name: str) -> dict[str, Any]:
    group = _groups(context).get(name)
    if group is None:
        raise AwsError("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.")
    return group
