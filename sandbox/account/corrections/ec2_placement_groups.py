"""Placement groups of EC2: moto has none, nor tags for them."""

from collections.abc import Mapping
from typing import Any

from moto.ec2 import utils

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError

_IDS: Any = utils.EC2_RESOURCE_TO_PREFIX
_IDS["placement-group"] = "pg"
_SHOWN = ("GroupName", "Strategy", "PartitionCount", "SpreadLevel")


@before_call("ec2", "CreatePlacementGroup")
def create(context: Context) -> Mapping[str, Any]:
    """Make a group."""
    given, name, groups = context.params, context.params["GroupName"], context.kept("groups")
    if name in groups:
        raise AwsError("InvalidPlacementGroup.Duplicate", f"The placement group {name} exists")
    group = {member: given[member] for member in _SHOWN if member in given}
    groups[name] = {**group, "GroupId": utils.random_id("pg", 17), "State": "available"}
    for specification in given.get("TagSpecifications", []):
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        context.backend().create_tags([groups[name]["GroupId"]], tags)
    return {"PlacementGroup": _shown(context, name)}


@before_call("ec2", "DescribePlacementGroups")
def describe(context: Context) -> Mapping[str, Any]:
    """Show the groups of the given names, or all."""
    names = context.params.get("GroupNames") or context.kept("groups")
    return {"PlacementGroups": [_shown(context, name) for name in names]}


@before_call("ec2", "DeletePlacementGroup")
def delete(context: Context) -> Mapping[str, Any]:
    """Take a group away."""
    name = context.params["GroupName"]
    _shown(context, name)
    del context.kept("groups")[name]
    return {}


def _shown(context: Context, name: str) -> dict[str, Any]:
    group = context.kept("groups").get(name)
    if group is None:
        raise AwsError("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.")
    tags = context.backend().tags.get(group["GroupId"], {})
    return {**group, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
