from policies.testing import UNKNOWN, Case, Cases, resource

ACL = "aws:ec2/networkAcl:NetworkAcl"
ENTRY = "aws:ec2/networkAclRule:NetworkAclRule"
ALLOW = {"action": "allow", "protocol": "tcp", "ruleNo": 100}


def entry(**more: object) -> object:
    return resource(
        ENTRY, **{"ruleAction": "allow", "protocol": "6", "cidrBlock": "0.0.0.0/0", **more}
    )


CASES = Cases(
    passes={
        "HTTPS": (entry(fromPort=443, toPort=443),),
        "SSH from the office": (entry(cidrBlock="203.0.113.0/24", fromPort=22, toPort=22),),
        "answers of SSH": (entry(egress=True, fromPort=22, toPort=22),),
        "SSH refused": (entry(ruleAction="deny", fromPort=22, toPort=22),),
    },
    fails={
        "SSH": Case(
            (entry(fromPort=22, toPort=22),),
            ("it: close port 22, which is open to everywhere",),
        ),
        "everything, in the list": Case(
            (
                resource(
                    ACL,
                    ingress=[
                        {**ALLOW, "cidrBlock": "10.0.0.0/16", "fromPort": 0, "toPort": 0},
                        {**ALLOW, "protocol": "-1", "ipv6CidrBlock": "::/0"},
                    ],
                ),
            ),
            (
                "it: ingress[1]: close port 22, which is open to everywhere",
                "it: ingress[1]: close port 3389, which is open to everywhere",
            ),
        ),
    },
    not_known={
        "the range": Case((entry(cidrBlock=UNKNOWN),), ("it?: cidrBlock",)),
        "the ports": Case((entry(fromPort=UNKNOWN),), ("it?: fromPort",)),
    },
)
