"""Nobody joins a network of ours unasked."""

from collections.abc import Iterator

from policies.rule import Props, rule

_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"


@rule(
    applies_to=(_GATEWAY, "aws:ec2/vpcEndpointService:VpcEndpointService"),
    why="whoever may attach a network then reaches what the gateway or the service leads to",
    source="AWS Security Hub, control EC2.23; AWS PrivateLink Guide, Configure an endpoint service",
)
def connections_accepted_by_hand(props: Props) -> Iterator[str]:
    """Transit gateways and endpoint services accept no attachment or connection by themselves."""
    if props.resource.type == _GATEWAY:
        if props.get("autoAcceptSharedAttachments", "disable") != "disable":
            yield "set auto_accept_shared_attachments to 'disable'"
    elif props.get("acceptanceRequired", False) is not True:
        yield "set acceptance_required to True"
