"""The few things about a resource type that a table of calls cannot say, by the names it uses."""

from collections.abc import Callable
from typing import Any

from sandbox.provider.descriptor import Properties

Call = Callable[..., dict[str, Any]]
"""Makes one call of the resource's service, with its parameters by name."""


def inline_rules(call: Call, state: Properties, before: Properties) -> None:
    """Bring the rules written inside a security group to what they should be."""
    for direction in ("ingress", "egress"):
        new, old = state.get(direction) or [], before.get(direction) or []
        for verb, rules in (("Revoke", old), ("Authorize", new)) if new != old else ():
            permissions = [_permission(rule, state["id"]) for rule in rules]
            if permissions:
                operation = f"{verb}SecurityGroup{direction.capitalize()}"
                call(operation, GroupId=state["id"], IpPermissions=permissions)


def network_of_group(call: Call, state: Properties) -> Properties:
    """The network whose default group is meant where the program names none: the default one."""
    if state.get("vpcId") is not None:
        return {}
    found = call("DescribeVpcs", Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    return {"vpcId": found[0]["VpcId"]} if found else {}


def record_name(call: Call, state: Properties) -> Properties:
    """The whole name of a record, of which a program may leave out that of its zone."""
    zone, name = call("GetHostedZone", Id=state["zoneId"])["HostedZone"]["Name"], state["name"]
    whole = name if f"{name.rstrip('.')}.".endswith(zone) else f"{name}.{zone}"
    return {"fqdn": whole.rstrip("."), "shownAs": f"{whole.rstrip('.').lower()}."}


def _permission(rule: Properties, group: str) -> dict[str, Any]:
    text = {"Description": rule["description"]} if rule.get("description") else {}
    permission: dict[str, Any] = {
        "IpProtocol": str(rule["protocol"]),
        "FromPort": int(rule["fromPort"]),
        "ToPort": int(rule["toPort"]),
    }
    groups = [*(rule.get("securityGroups") or []), *([group] if rule.get("self") else [])]
    for member, key, values in (
        ("IpRanges", "CidrIp", rule.get("cidrBlocks")),
        ("Ipv6Ranges", "CidrIpv6", rule.get("ipv6CidrBlocks")),
        ("PrefixListIds", "PrefixListId", rule.get("prefixListIds")),
        ("UserIdGroupPairs", "GroupId", groups),
    ):
        if values:
            permission[member] = [{key: value, **text} for value in values]
    return permission
