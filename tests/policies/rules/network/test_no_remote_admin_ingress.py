from policies.testing import UNKNOWN, Case, Cases, resource

GROUP = "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
OFFICE = "203.0.113.0/24"


def entry(first: int, last: int, protocol: str = "tcp", **more: object) -> object:
    return resource(INGRESS, ipProtocol=protocol, fromPort=first, toPort=last, **more)


CASES = Cases(
    passes={
        "HTTPS": (entry(443, 443, cidrIpv4=OFFICE),),
        "members of a group": (
            resource(INGRESS, ipProtocol="-1", referencedSecurityGroupId="<<it#id>>"),
        ),
        "UDP": (entry(22, 22, "udp", cidrIpv4=OFFICE),),
        "outwards": (
            resource(
                RULE, type="egress", protocol="tcp", fromPort=22, toPort=22, cidrBlocks=[OFFICE]
            ),
        ),
    },
    fails={
        "SSH from the office": Case(
            (entry(22, 22, cidrIpv4=OFFICE),), ("it: close port 22 (SSH)",)
        ),
        "a range with RDP in it": Case(
            (entry(1024, 65535, cidrIpv6="fd00::/8"),), ("it: close port 3389 (RDP)",)
        ),
        "everything, in a group": Case(
            (resource(GROUP, ingress=[{"protocol": "-1", "cidrBlocks": ["10.0.0.0/16"]}]),),
            ("it: ingress[0]: close port 22 (SSH)", "it: ingress[0]: close port 3389 (RDP)"),
        ),
        "in a rule": Case(
            (
                resource(
                    RULE,
                    type="ingress",
                    protocol="tcp",
                    fromPort=22,
                    toPort=22,
                    cidrBlocks=[OFFICE],
                ),
            ),
            ("it: close port 22 (SSH)",),
        ),
    },
    not_known={
        "the addresses": Case(
            (entry(22, 22, cidrIpv4="<<vpc#cidrBlock>>"),), ("it: close port 22 (SSH)",)
        ),
        "the port": Case(
            (resource(INGRESS, ipProtocol="tcp", fromPort=UNKNOWN, cidrIpv4=OFFICE),),
            ("it?: fromPort",),
        ),
    },
)
