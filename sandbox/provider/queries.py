"""Functions of the provider that are one reading call each."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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


QUERIES: Mapping[str, Query] = {
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
    "aws:ec2/getRouteTable:getRouteTable": Query(
        "ec2",
        "DescribeRouteTables",
        "RouteTables",
        filters={
            "vpcId": "vpc-id",
            "subnetId": "association.subnet-id",
            "routeTableId": "route-table-id",
            "gatewayId": "association.gateway-id",
        },
        outputs={"id": "RouteTableId", "routes": "", "associations": ""},
        arn="route-table/{id}",
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
