"""Code inside the VPC uses an endpoint without being told of it."""

from collections.abc import Iterator

from policies.rule import Props, rule

_OTHERWISE = frozenset({"dynamodb", "execute-api", "s3"})
"""Services with a gateway beside it, or whose public names would stop working in the VPC."""


@rule(
    applies_to="aws:ec2/vpcEndpoint:VpcEndpoint",
    why="the SDKs then go on to the public address, out of the VPC or into a timeout",
    source="AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint",
)
def interface_endpoint_answers_by_name(props: Props) -> Iterator[str]:
    """Interface endpoints of AWS services answer to the service's own name."""
    name = props.get("serviceName", "")
    owner, _, rest = name.partition(".")
    service = ".".join(rest.split(".")[2:])
    of_aws = owner in ("com", "aws") and ".vpce." not in name
    if props.get("vpcEndpointType", "Gateway") != "Interface" or not of_aws:
        return
    if service not in _OTHERWISE and props.get("privateDnsEnabled", False) is not True:
        yield f"set private_dns_enabled of the endpoint of {service} to True"
