"""moto leaves network interfaces behind, crashes on default endpoints and keeps deleted ones."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("ec2", "CreateVpcEndpoint")
def complete_endpoint(context: Context, result: dict[str, Any]) -> None:
    """An endpoint is a gateway unless said otherwise; its interfaces have its security groups."""
    ec2 = context.backend()
    endpoint = ec2.vpc_end_points[result["VpcEndpoint"]["VpcEndpointId"]]
    if not endpoint.vpc_endpoint_type:
        endpoint.vpc_endpoint_type = "Gateway"
    groups = [ec2.get_security_group_from_id(g) for g in endpoint.security_group_ids or []]
    for interface in endpoint.network_interface_ids or []:
        if groups:
            ec2.enis[interface]._group_set[:] = groups
        ec2.enis[interface].description = f"VPC Endpoint Interface {endpoint.id}"
    result["VpcEndpoint"]["VpcEndpointType"] = endpoint.vpc_endpoint_type


@after_call("ec2", "DeleteVpcEndpoints")
def forget_endpoints(context: Context, _result: dict[str, Any]) -> None:
    """A deleted endpoint is not found any more."""
    for endpoint in context.params["VpcEndpointIds"]:
        context.backend().vpc_end_points.pop(endpoint, None)


@after_call("ec2", "DeleteNatGateway")
def free_interface(context: Context, _result: dict[str, Any]) -> None:
    """A deleted NAT gateway lets go of its interface, and that of its address."""
    ec2 = context.backend()
    interface = ec2.nat_gateways[context.params["NatGatewayId"]]._eni
    for address in ec2.addresses:
        if address.eni is interface:
            address.eni, address.association_id = None, None
    ec2.enis.pop(interface.id, None)
