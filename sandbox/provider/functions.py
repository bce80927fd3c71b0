"""The provider's functions that programs call to ask where they are and what exists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import plain
from sandbox.provider.inputs import Scope
from sandbox.provider.paths import canonical, find
from sandbox.provider.shapes import input_shape, members_of
from sandbox.schema.check import check_arguments
from sandbox.schema.store import FunctionSchema, function_schema

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Query:
    """One function as one API call."""

    service: str
    operation: str
    at: str
    """Where the one thing, or the list of things, stands in the answer."""

    many: bool = False
    """Whether the function answers with all that were found, else there must be exactly one."""

    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    """Arguments that become filters, by argument the filter's name."""

    members: Mapping[str, str] = field(default_factory=dict[str, str])
    """Arguments that become members of the request."""

    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    """By result, where it stands in what was found."""

    arn: str = ""
    """Template of the ARN of what was found."""


_QUERIES: Mapping[str, Query] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": Query(
        "ec2",
        "DescribeAvailabilityZones",
        "AvailabilityZones",
        many=True,
        filters={"state": "state"},
        outputs={"names": "ZoneName", "zoneIds": "ZoneId"},
    ),
    "aws:ec2/getVpc:getVpc": Query(
        "ec2",
        "DescribeVpcs",
        "Vpcs",
        filters={
            "id": "vpc-id",
            "cidrBlock": "cidr",
            "default": "isDefault",
            "dhcpOptionsId": "dhcp-options-id",
            "state": "state",
        },
        outputs={"id": "VpcId", "default": "IsDefault", "cidrBlockAssociations": ""},
        arn="vpc/{id}",
    ),
    "aws:ec2/getVpcs:getVpcs": Query(
        "ec2", "DescribeVpcs", "Vpcs", many=True, outputs={"ids": "VpcId"}
    ),
    "aws:ec2/getSubnet:getSubnet": Query(
        "ec2",
        "DescribeSubnets",
        "Subnets",
        filters={
            "id": "subnet-id",
            "vpcId": "vpc-id",
            "cidrBlock": "cidrBlock",
            "availabilityZone": "availabilityZone",
            "availabilityZoneId": "availabilityZoneId",
            "state": "state",
        },
        outputs={"id": "SubnetId"},
        arn="subnet/{id}",
    ),
    "aws:ec2/getSubnets:getSubnets": Query(
        "ec2", "DescribeSubnets", "Subnets", many=True, outputs={"ids": "SubnetId"}
    ),
    "aws:ec2/getSecurityGroup:getSecurityGroup": Query(
        "ec2",
        "DescribeSecurityGroups",
        "SecurityGroups",
        filters={"id": "group-id", "name": "group-name", "vpcId": "vpc-id"},
        outputs={"id": "GroupId", "name": "GroupName"},
        arn="security-group/{id}",
    ),
    "aws:ec2/getRouteTables:getRouteTables": Query(
        "ec2",
        "DescribeRouteTables",
        "RouteTables",
        many=True,
        filters={"vpcId": "vpc-id"},
        outputs={"ids": "RouteTableId"},
    ),
    "aws:ec2/getPrefixList:getPrefixList": Query(
        "ec2",
        "DescribePrefixLists",
        "PrefixLists",
        filters={"prefixListId": "prefix-list-id", "name": "prefix-list-name"},
        outputs={"id": "PrefixListId", "name": "PrefixListName", "cidrBlocks": "Cidrs"},
    ),
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": Query(
        "ec2",
        "DescribeManagedPrefixLists",
        "PrefixLists",
        filters={"id": "prefix-list-id", "name": "prefix-list-name"},
        outputs={"id": "PrefixListId", "name": "PrefixListName", "arn": "PrefixListArn"},
    ),
    "aws:iam/getRole:getRole": Query(
        "iam",
        "GetRole",
        "Role",
        members={"name": "RoleName"},
        outputs={"id": "RoleName", "uniqueId": "RoleId"},
    ),
    "aws:ssm/getParameter:getParameter": Query(
        "ssm",
        "GetParameter",
        "Parameter",
        members={"name": "Name", "withDecryption": "WithDecryption"},
        outputs={"id": "Name"},
    ),
    "aws:kms/getKey:getKey": Query(
        "kms", "DescribeKey", "KeyMetadata", members={"keyId": "KeyId"}, outputs={"id": "KeyId"}
    ),
}


def _caller(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    told = account.call("sts", scope.region, "GetCallerIdentity", {})
    return {
        "accountId": told["Account"],
        "arn": told["Arn"],
        "userId": told["UserId"],
        "id": told["Account"],
    }


def _partition(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    suffix = "amazonaws.com.cn" if scope.partition == "aws-cn" else "amazonaws.com"
    reverse = ".".join(reversed(suffix.split(".")))
    return {
        "partition": scope.partition,
        "dnsSuffix": suffix,
        "reverseDnsPrefix": reverse,
        "id": scope.partition,
    }


def _region(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    region = str(arguments.get("region") or arguments.get("name") or scope.region)
    return {
        "region": region,
        "name": region,
        "id": region,
        "description": region,
        "endpoint": f"ec2.{region}.amazonaws.com",
    }


def _default_tags(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    return {"tags": dict(scope.default_tags), "id": scope.partition}


_ANSWERS: Mapping[str, Callable[[Account, Scope, Arguments], dict[str, Any]]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
}


class FunctionFailure(Exception):
    """What is wrong with a call of a function, by path of the argument."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


def invoke(token: str, arguments: Arguments, scope: Scope, account: Account) -> dict[str, Any]:
    """Result of the function `token`."""
    schema = function_schema(token)
    if schema is None or token not in (*_ANSWERS, *_QUERIES):
        raise FunctionFailure(("", f"{token}: the sandbox does not know this function yet"))
    problems = check_arguments(schema.inputs, arguments)
    if problems:
        raise FunctionFailure(*((p.path, p.message) for p in problems))
    if token in _ANSWERS:
        return _ANSWERS[token](account, scope, arguments)
    return _queried(_QUERIES[token], schema, arguments, scope, account)


def _queried(
    query: Query, schema: FunctionSchema, arguments: Arguments, scope: Scope, account: Account
) -> dict[str, Any]:
    region = str(arguments.get("region") or scope.region)
    shape = input_shape(query.service, query.operation)
    params: dict[str, Any] = {
        member: arguments[name] for name, member in query.members.items() if name in arguments
    }
    if shape is not None and "Filters" in members_of(shape):
        params["Filters"] = list(_filters(query, arguments))
    try:
        answer = account.read_all(query.service, region, query.operation, params)
    except AccountError as error:
        raise FunctionFailure(("", str(error))) from error
    found: Any = find(answer, query.at, {})
    result = {name: value for name, value in arguments.items() if name in schema.outputs}
    result["region"] = region
    if query.many:
        for name, member in query.outputs.items():
            result[name] = [item.get(member) for item in found or ()]
        return {"id": region, **result}
    if isinstance(found, list):
        if len(found) != 1:
            raise FunctionFailure(("", f"{schema.token}: exactly one must match, got {len(found)}"))
        found = found[0]
    return {**result, **_outputs(query, schema, found, scope, region)}


def _outputs(
    query: Query, schema: FunctionSchema, found: Mapping[str, Any], scope: Scope, region: str
) -> dict[str, Any]:
    members = {canonical(name): value for name, value in found.items()}
    told = dict[str, Any]()
    for name, type_ in schema.outputs.items():
        member = query.outputs.get(name)
        value = find(found, member, {}) if member else members.get(canonical(name))
        if value is not None and member != "":
            told[name] = plain(type_, value)
    if query.service == "ec2" and query.arn:
        path = query.arn.format(id=told["id"])
        told["arn"] = f"arn:{scope.partition}:ec2:{region}:{scope.account}:{path}"
    return told


def _filters(query: Query, arguments: Arguments) -> list[dict[str, Any]]:
    filters = [
        {"Name": name, "Values": [str(arguments[a]).lower() if a == "default" else arguments[a]]}
        for a, name in query.filters.items()
        if arguments.get(a) is not None
    ]
    filters += [
        {"Name": f"tag:{key}", "Values": [value]}
        for key, value in (arguments.get("tags") or {}).items()
    ]
    filters += [{"Name": f["name"], "Values": f["values"]} for f in arguments.get("filters") or ()]
    return filters
