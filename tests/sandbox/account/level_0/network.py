"""A VPC with its subnets, ways out, endpoints, flow logs, and a launch template."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import REGION, Clients
from tests.sandbox.account.level_0.values import ANYBODY, TAGS, TRUST


def create(c: Clients) -> dict[str, Any]:
    ec2 = c.ec2
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{z}")[
            "Subnet"
        ]["SubnetId"]
        for i, z in enumerate("ab")
    ]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])[
        "AssociationId"
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnets[1], AllocationId=address)["NatGateway"][
        "NatGatewayId"
    ]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    group = ec2.create_security_group(GroupName="work", Description="d", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "UserIdGroupPairs": [{"GroupId": group}],
            }
        ],
    )
    ec2.revoke_security_group_egress(
        GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
    gateway_endpoint = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{REGION}.s3",
        RouteTableIds=[table],
        PolicyDocument=ANYBODY,
    )["VpcEndpoint"]["VpcEndpointId"]
    interface = ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{REGION}.sagemaker.api",
        SubnetIds=subnets,
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
    )["VpcEndpoint"]["VpcEndpointId"]
    c.logs.create_log_group(logGroupName="/fraud/flow")
    role = c.iam.create_role(RoleName="flow", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    flow = ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogGroupName="/fraud/flow",
        DeliverLogsPermissionArn=role,
    )["FlowLogIds"][0]
    template = ec2.create_launch_template(
        LaunchTemplateName="gpu",
        LaunchTemplateData={"MetadataOptions": {"HttpTokens": "required"}},
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": TAGS}],
    )["LaunchTemplate"]["LaunchTemplateId"]
    return {
        "vpc": vpc,
        "subnets": subnets,
        "table": table,
        "association": association,
        "nat": nat,
        "gateway": gateway,
        "address": address,
        "group": group,
        "endpoints": [gateway_endpoint, interface],
        "flow": flow,
        "template": template,
    }


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    ec2 = c.ec2
    return {
        "vpcs": ec2.describe_vpcs,
        "dns": lambda: ec2.describe_vpc_attribute(VpcId=ids["vpc"], Attribute="enableDnsHostnames"),
        "subnets": ec2.describe_subnets,
        "route tables": ec2.describe_route_tables,
        "internet gateways": ec2.describe_internet_gateways,
        "addresses": ec2.describe_addresses,
        "nat": ec2.describe_nat_gateways,
        "groups": ec2.describe_security_groups,
        "rules": ec2.describe_security_group_rules,
        "endpoints": ec2.describe_vpc_endpoints,
        "prefix lists": ec2.describe_prefix_lists,
        "flow logs": ec2.describe_flow_logs,
        "templates": lambda: ec2.describe_launch_template_versions(
            LaunchTemplateId=ids["template"]
        ),
        "interfaces": ec2.describe_network_interfaces,
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    ec2 = c.ec2
    ec2.delete_flow_logs(FlowLogIds=[ids["flow"]])
    c.logs.delete_log_group(logGroupName="/fraud/flow")
    c.iam.delete_role(RoleName="flow")
    ec2.delete_launch_template(LaunchTemplateId=ids["template"])
    ec2.delete_vpc_endpoints(VpcEndpointIds=ids["endpoints"])
    ec2.delete_route(RouteTableId=ids["table"], DestinationCidrBlock="0.0.0.0/0")
    ec2.delete_nat_gateway(NatGatewayId=ids["nat"])
    ec2.release_address(AllocationId=ids["address"])
    ec2.disassociate_route_table(AssociationId=ids["association"])
    ec2.delete_route_table(RouteTableId=ids["table"])
    ec2.detach_internet_gateway(InternetGatewayId=ids["gateway"], VpcId=ids["vpc"])
    ec2.delete_internet_gateway(InternetGatewayId=ids["gateway"])
    ec2.revoke_security_group_ingress(
        GroupId=ids["group"],
        IpPermissions=ec2.describe_security_groups(GroupIds=[ids["group"]])["SecurityGroups"][0][
            "IpPermissions"
        ],
    )
    ec2.delete_security_group(GroupId=ids["group"])
    for subnet in ids["subnets"]:
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=ids["vpc"])
