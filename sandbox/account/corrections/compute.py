"""Corrections of Batch, CodeBuild and EC2."""

import importlib
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.account.errors import AwsError

_BATCH_ROLE = ":role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"


@around("batch", "moto.batch.models.BatchBackend.create_compute_environment")
def with_own_role(moto: Any, self: Any, service_role: str | None, **given: Any) -> Any:
    """Moto wants a service role for every compute environment; AWS has its own."""
    own = f"arn:{self.partition}:iam::{self.account_id}{_BATCH_ROLE}"
    return moto(self, service_role=service_role or own, **given)


@around("batch", "moto.iam.models.IAMBackend.get_role_by_arn")
def own_role_is_there(moto: Any, self: Any, arn: str) -> Any:
    """AWS makes its role at the first use, so an account without Batch has none."""
    return None if arn.endswith(_BATCH_ROLE) else moto(self, arn)


@after_call("codebuild", "CreateProject")
def keep_all(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets most of what a project was made with."""
    project = context.backend().codebuild_projects[context.params["name"]]
    project.project_metadata.update(context.params)
    result["project"].update(project.project_metadata)


@after_call("ec2", "CreateVpcEndpoint")
def groups_of_interfaces(context: Context, result: dict[str, Any]) -> None:
    """Moto gives the interfaces of an endpoint the default security group."""
    ec2 = context.backend()
    endpoint = ec2.vpc_end_points[result["VpcEndpoint"]["VpcEndpointId"]]
    groups = [ec2.get_security_group_from_id(g) for g in endpoint.security_group_ids or []]
    for interface in endpoint.network_interface_ids or []:
        if groups:
            ec2.enis[interface]._group_set[:] = groups
        ec2.enis[interface].description = f"VPC Endpoint Interface {endpoint.id}"


@after_call("ec2", "DeleteVpcEndpoints")
def forget_endpoints(context: Context, _result: dict[str, Any]) -> None:
    """Moto still finds an endpoint that is deleted."""
    for endpoint in context.params["VpcEndpointIds"]:
        context.backend().vpc_end_points.pop(endpoint, None)


@after_call("ec2", "DeleteNatGateway")
def free_interface(context: Context, _result: dict[str, Any]) -> None:
    """Moto keeps the interface of a NAT gateway that is deleted, and its hold on the address."""
    ec2 = context.backend()
    interface = ec2.nat_gateways[context.params["NatGatewayId"]]._eni
    for address in ec2.addresses:
        if address.eni is interface:
            address.eni, address.association_id = None, None
    ec2.enis.pop(interface.id, None)


@after_call("ec2", "TerminateInstances")
def drop_interfaces(context: Context, _result: dict[str, Any]) -> None:
    """Moto keeps the interfaces of an instance that is terminated, and what they use."""
    ec2, gone = context.backend(), context.params["InstanceIds"]
    for name, interface in list(ec2.enis.items()):
        instance = getattr(interface, "instance", None)
        if instance is not None and instance.id in gone:
            del ec2.enis[name]


@around("ec2", "moto.ec2.models.security_groups.SecurityGroupBackend.modify_security_group_rules")
def without_ports(moto: Any, self: Any, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
    """Moto wants ports to change a rule of all protocols, where AWS knows none."""
    for rule in rules.values():
        if str(rule.get("IpProtocol")) == "-1":
            rule.update({"FromPort": -1, "ToPort": -1, **rule})
    moto(self, group_id, rules)


@before_call("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def protocols_without_ports(context: Context) -> None:
    """Moto wants ports for every protocol but -1; only TCP, UDP and ICMP have them."""
    none = {"FromPort": -1, "ToPort": -1}
    given = context.params.get("IpPermissions") or []
    if any(str(permission.get("IpProtocol")).isdigit() for permission in given):
        context.params["IpPermissions"] = [{**none, **permission} for permission in given]


class _Place(str):
    """A place in a bucket, which moto splits to find the bucket, and compares as a whole."""

    def split(self, sep: Any = None, maxsplit: Any = -1) -> list[str]:
        return str(self).partition("/")[0].split(sep, maxsplit)


@around("ec2", "moto.ec2.models.flow_logs.FlowLogsBackend.create_flow_logs")
def into_a_folder(moto: Any, self: Any, *args: Any, **named: Any) -> Any:
    """Moto takes the folder in a bucket, to which flow logs may go, for a part of its name."""
    if named["log_destination_type"] == "s3":
        named["log_destination"] = _Place(named["log_destination"])
    return moto(self, *args, **named)


@before_call("ec2", "CreatePlacementGroup")
def create_placement_group(context: Context) -> Mapping[str, Any]:
    """Moto has no placement groups, nor tags for them."""
    utils: Any = importlib.import_module("moto.ec2.utils")
    utils.EC2_RESOURCE_TO_PREFIX["placement-group"] = "pg"
    given, name, groups = context.params, context.params["GroupName"], context.kept("groups")
    if name in groups:
        raise AwsError("InvalidPlacementGroup.Duplicate", f"The placement group {name} exists")
    own = ("GroupName", "Strategy", "PartitionCount", "SpreadLevel")
    made = {"GroupId": utils.random_id("pg", 17), "State": "available"}
    groups[name] = {**{member: given[member] for member in own if member in given}, **made}
    for specification in given.get("TagSpecifications", []):
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        context.backend().create_tags([made["GroupId"]], tags)
    return {"PlacementGroup": _placement_group(context, name)}


@before_call("ec2", "DescribePlacementGroups")
def describe_placement_groups(context: Context) -> Mapping[str, Any]:
    """Moto has none to show."""
    names = context.params.get("GroupNames") or context.kept("groups")
    return {"PlacementGroups": [_placement_group(context, name) for name in names]}


@before_call("ec2", "DeletePlacementGroup")
def delete_placement_group(context: Context) -> Mapping[str, Any]:
    """Moto has none to take away."""
    _placement_group(context, context.params["GroupName"])
    del context.kept("groups")[context.params["GroupName"]]
    return {}


def _placement_group(context: Context, name: str) -> dict[str, Any]:
    group = context.kept("groups").get(name)
    if group is None:
        raise AwsError("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.")
    tags = context.backend().tags.get(group["GroupId"], {})
    return {**group, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
