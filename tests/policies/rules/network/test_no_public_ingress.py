from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"

CASES = Cases(
    passes={
        "the VPC": (resource(INGRESS, cidrIpv4="10.0.0.0/16"),),
        "another group": (resource(INGRESS, referencedSecurityGroupId="<<peer#id>>"),),
        "a group without rules": (resource(GROUP),),
        "everywhere, outwards": (resource(RULE, type="egress", cidrBlocks=["0.0.0.0/0"]),),
    },
    fails={
        "everywhere": Case(
            (resource(INGRESS, cidrIpv4="0.0.0.0/0"),), ("it: narrow cidr_ipv4, got '0.0.0.0/0'",)
        ),
        "everywhere, IPv6": Case(
            (resource(INGRESS, cidrIpv6="::/0"),), ("it: narrow cidr_ipv6, got '::/0'",)
        ),
        "in a group": Case(
            (
                resource(
                    GROUP,
                    ingress=[
                        {"cidrBlocks": ["10.0.0.0/16"]},
                        {"cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]},
                    ],
                ),
            ),
            (
                "it: ingress[1]: narrow cidr_blocks, got '0.0.0.0/0'",
                "it: ingress[1]: narrow ipv6_cidr_blocks, got '::/0'",
            ),
        ),
        "in a rule": Case(
            (resource(RULE, type="ingress", cidrBlocks=["0.0.0.0/0"]),),
            ("it: narrow cidr_blocks, got '0.0.0.0/0'",),
        ),
    },
    not_known={
        "the range": Case((resource(INGRESS, cidrIpv4=UNKNOWN),), ("it?: cidrIpv4",)),
        "the range of a VPC": Case(
            (resource(INGRESS, cidrIpv4="<<vpc#cidrBlock>>"),), ("it?: cidrIpv4",)
        ),
        "one of the ranges": Case(
            (resource(RULE, type="ingress", cidrBlocks=["0.0.0.0/0", UNKNOWN]),),
            ("it: narrow cidr_blocks, got '0.0.0.0/0'", "it?: cidrBlocks[1]"),
        ),
    },
)
