from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


def test_endpoints_and_gateways_take_their_interfaces_with_them(clients: Clients) -> None:
    ec2 = clients.ec2
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.8.0.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="e", Description="d", VpcId=vpc)["GroupId"]
    in_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    gateway = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3")
    assert gateway["VpcEndpoint"]["VpcEndpointType"] == "Gateway"
    interface = ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName="com.amazonaws.eu-west-1.sts",
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
    )["VpcEndpoint"]["VpcEndpointId"]
    (shown,) = ec2.describe_network_interfaces(Filters=in_vpc)["NetworkInterfaces"]
    assert [g["GroupId"] for g in shown["Groups"]] == [group]
    ids = [gateway["VpcEndpoint"]["VpcEndpointId"], interface]
    ec2.delete_vpc_endpoints(VpcEndpointIds=ids)
    code, _ = refused(ec2.describe_vpc_endpoints, VpcEndpointIds=ids)
    assert code == "InvalidVpcEndpointId.NotFound"

    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"][
        "NatGatewayId"
    ]
    ec2.delete_nat_gateway(NatGatewayId=nat)
    assert ec2.describe_network_interfaces(Filters=in_vpc)["NetworkInterfaces"] == []
    (freed,) = ec2.describe_addresses(AllocationIds=[address])["Addresses"]
    assert not freed.get("AssociationId")
