from policies.testing import UNKNOWN, Case, Cases, resource

GROUP = "aws:ec2/securityGroup:SecurityGroup"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"

CASES = Cases(
    passes={
        "HTTPS": (
            resource(EGRESS, ipProtocol="tcp", fromPort=443, toPort=443, cidrIpv4="0.0.0.0/0"),
        ),
        "everything within the VPC": (resource(EGRESS, ipProtocol="-1", cidrIpv4="10.0.0.0/16"),),
        "a group without rules": (resource(GROUP),),
        "inwards": (resource(RULE, type="ingress", protocol="-1", cidrBlocks=["0.0.0.0/0"]),),
    },
    fails={
        "everything": Case(
            (resource(EGRESS, ipProtocol="-1", cidrIpv4="0.0.0.0/0"),),
            ("it: name the ports that are open to 0.0.0.0/0",),
        ),
        "all of TCP, IPv6": Case(
            (resource(EGRESS, ipProtocol="tcp", fromPort=0, toPort=65535, cidrIpv6="::/0"),),
            ("it: name the ports that are open to ::/0",),
        ),
        "what consoles write into a new group": Case(
            (
                resource(
                    GROUP,
                    egress=[
                        {
                            "protocol": "-1",
                            "fromPort": 0,
                            "toPort": 0,
                            "cidrBlocks": ["0.0.0.0/0"],
                        }
                    ],
                ),
            ),
            ("it: egress[0]: name the ports that are open to 0.0.0.0/0",),
        ),
    },
    not_known={
        "where to": Case((resource(EGRESS, ipProtocol="-1", cidrIpv4=UNKNOWN),), ("it?: cidrIpv4",))
    },
)
