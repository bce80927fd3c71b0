from policies.testing import UNKNOWN, Case, Cases, resource

VPC = resource("aws:ec2/vpc:Vpc", "vpc")


def subnet(name: str, zone: object) -> object:
    return resource(
        "aws:ec2/subnet:Subnet",
        name,
        comes_from={"vpcId": VPC},
        vpcId="<<vpc#id>>",
        availabilityZone=zone,
    )


CASES = Cases(
    passes={
        "two zones": (VPC, subnet("a", "eu-west-1a"), subnet("b", "eu-west-1b")),
        "no subnets at all": (VPC,),
    },
    fails={
        "two subnets in one zone": Case(
            (VPC, subnet("a", "eu-west-1a"), subnet("b", "eu-west-1a")),
            ("vpc: declare subnets in two zones or more, got eu-west-1a",),
        )
    },
    not_known={
        "a zone": Case(
            (VPC, subnet("a", "eu-west-1a"), subnet("b", UNKNOWN)), ("vpc?: availabilityZone",)
        )
    },
)
