from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

VPC = resource("aws:ec2/vpc:Vpc", "vpc")
SUBNET = resource("aws:ec2/subnet:Subnet", "public", comes_from={"vpcId": VPC})
NAT = resource("aws:ec2/natGateway:NatGateway", "nat", comes_from={"subnetId": SUBNET})
NETWORK = (VPC, SUBNET, NAT)
MISSING = ("vpc: declare a VpcEndpoint of type Gateway for S3 in it",)


def endpoint(service: object, kind: str = "Gateway", vpc: object = VPC) -> object:
    return resource(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "endpoint",
        comes_from={"vpcId": vpc},
        serviceName=service,
        vpcEndpointType=kind,
    )


S3 = "com.amazonaws.eu-west-1.s3"

CASES = Cases(
    passes={
        "a gateway endpoint": (*NETWORK, endpoint(S3)),
        "no NAT gateway": (VPC, SUBNET),
    },
    fails={
        "none": Case(NETWORK, MISSING),
        "for something else": Case(
            (*NETWORK, endpoint("com.amazonaws.eu-west-1.dynamodb")), MISSING
        ),
        "one that is paid for": Case((*NETWORK, endpoint(S3, "Interface")), MISSING),
        "in another VPC": Case(
            (*NETWORK, endpoint(S3, vpc=resource("aws:ec2/vpc:Vpc", "other"))), MISSING
        ),
    },
    not_known={
        "for what": Case((*NETWORK, endpoint(UNKNOWN)), ("vpc?: serviceName",)),
    },
)
