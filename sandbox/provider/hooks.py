"""The few things about a resource type that a table of calls cannot say, by the names it uses."""

from collections.abc import Callable
from typing import Any

from sandbox.provider.descriptor import Properties

Call = Callable[..., dict[str, Any]]
"""Makes one call of the resource's service, with its parameters by name."""


def revoke_default_egress(call: Call, state: Properties, before: Properties) -> None:
    """Take back the open egress rule that AWS gives a new security group, and set inline rules."""
    _revoke_all(call, state["id"])
    inline_rules(call, state, before)


def inline_rules(call: Call, state: Properties, before: Properties) -> None:
    """Bring the rules written inside a security group to what they should be."""
    for direction in ("ingress", "egress"):
        new, old = state.get(direction) or [], before.get(direction) or []
        if new == old:
            continue
        verb = direction.capitalize()
        if old:
            permissions = [_permission(rule, state["id"]) for rule in old]
            call(f"RevokeSecurityGroup{verb}", GroupId=state["id"], IpPermissions=permissions)
        if new:
            permissions = [_permission(rule, state["id"]) for rule in new]
            call(f"AuthorizeSecurityGroup{verb}", GroupId=state["id"], IpPermissions=permissions)


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


def new_template_version(call: Call, state: Properties, before: Properties) -> None:
    """Make the newest version of a launch template its default, where that is asked for."""
    wanted = state.get("defaultVersion")
    if state.get("updateDefaultVersion"):
        found = call("DescribeLaunchTemplates", LaunchTemplateIds=[state["id"]])
        wanted = found["LaunchTemplates"][0]["LatestVersionNumber"]
    if wanted:
        call("ModifyLaunchTemplate", LaunchTemplateId=state["id"], DefaultVersion=str(wanted))


def empty_bucket(call: Call, state: Properties, before: Properties) -> None:
    """Delete every version of every object, where the program allows it."""
    if state.get("forceDestroy"):
        for entry in _versions(call, state["id"]):
            call("DeleteObject", Bucket=state["id"], **entry)


def delete_object_versions(call: Call, state: Properties, before: Properties) -> None:
    """Delete every version of an object, else a versioned bucket would keep them."""
    for entry in _versions(call, state["bucket"], state["key"]):
        if entry["Key"] == state["key"] and "VersionId" in entry:
            call("DeleteObject", Bucket=state["bucket"], **entry)


def _versions(call: Call, bucket: str, prefix: str = "") -> list[dict[str, str]]:
    listed = call("ListObjectVersions", Bucket=bucket, Prefix=prefix)
    entries = (*listed.get("Versions", ()), *listed.get("DeleteMarkers", ()))
    return [
        {"Key": e["Key"], **({} if e["VersionId"] == "null" else {"VersionId": e["VersionId"]})}
        for e in entries
    ]


def release_role(call: Call, state: Properties, before: Properties) -> None:
    """Take a role out of its instance profiles, and its policies off where the program says so."""
    role = state["id"]
    for profile in call("ListInstanceProfilesForRole", RoleName=role)["InstanceProfiles"]:
        name = profile["InstanceProfileName"]
        call("RemoveRoleFromInstanceProfile", InstanceProfileName=name, RoleName=role)
    if state.get("forceDetachPolicies") or state.get("managedPolicyArns"):
        for policy in call("ListAttachedRolePolicies", RoleName=role)["AttachedPolicies"]:
            call("DetachRolePolicy", RoleName=role, PolicyArn=policy["PolicyArn"])
    if state.get("forceDetachPolicies") or state.get("inlinePolicies"):
        for name in call("ListRolePolicies", RoleName=role)["PolicyNames"]:
            call("DeleteRolePolicy", RoleName=role, PolicyName=name)


def drop_policy_versions(call: Call, state: Properties, before: Properties) -> None:
    """Delete the versions of a managed policy that are not its default; IAM keeps at most five."""
    arn = state["id"]
    for version in call("ListPolicyVersions", PolicyArn=arn)["Versions"]:
        if not version["IsDefaultVersion"]:
            call("DeletePolicyVersion", PolicyArn=arn, VersionId=version["VersionId"])


def deregister_old_revision(call: Call, state: Properties, before: Properties) -> None:
    """Deregister the revision of a job definition that was replaced by a new one."""
    if state.get("deregisterOnNewRevision") is not False and state != before:
        _deregister(call, state, keep=1)


def deregister_all_revisions(call: Call, state: Properties, before: Properties) -> None:
    """Deregister every revision of a job definition."""
    _deregister(call, state, keep=0)


def _deregister(call: Call, state: Properties, keep: int) -> None:
    found = call("DescribeJobDefinitions", jobDefinitionName=state["name"], status="ACTIVE")
    newest = sorted(found["jobDefinitions"], key=lambda d: d["revision"], reverse=True)
    for revision in newest[keep:]:
        call("DeregisterJobDefinition", jobDefinition=revision["jobDefinitionArn"])


def _revoke_all(call: Call, group: str) -> None:
    found = call("DescribeSecurityGroups", GroupIds=[group])["SecurityGroups"][0]
    for verb, permissions in (
        ("Ingress", found.get("IpPermissions")),
        ("Egress", found.get("IpPermissionsEgress")),
    ):
        if permissions:
            call(f"RevokeSecurityGroup{verb}", GroupId=group, IpPermissions=permissions)


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
