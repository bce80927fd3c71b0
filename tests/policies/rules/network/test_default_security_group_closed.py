from policies.testing import UNKNOWN, Case, Cases, resource

VPC = resource("aws:ec2/vpc:Vpc", "vpc")


def default_group(**rules: object) -> object:
    return resource(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "default",
        comes_from={"vpcId": VPC},
        vpcId="<<vpc#id>>",
        **rules,
    )


CASES = Cases(
    passes={
        "no rules": (VPC, default_group()),
        "empty lists of rules": (VPC, default_group(ingress=[], egress=[])),
        "a VPC that was there before": (resource("aws:ec2/subnet:Subnet", vpcId="vpc-1"),),
    },
    fails={
        "as AWS made it": Case(
            (VPC,), ("vpc: declare a DefaultSecurityGroup without rules for it",)
        ),
        "everything out": Case(
            (VPC, default_group(egress=[{"protocol": "-1", "cidrBlocks": ["0.0.0.0/0"]}])),
            ("vpc: remove egress of default, its default security group",),
        ),
    },
    not_known={"the rules": Case((VPC, default_group(ingress=UNKNOWN)), ("vpc?: ingress",))},
)
