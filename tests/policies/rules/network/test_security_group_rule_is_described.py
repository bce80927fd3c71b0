from policies.testing import UNKNOWN, Case, Cases, resource

GROUP = "aws:ec2/securityGroup:SecurityGroup"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
MISSING = ("it: say in description what it is for",)

CASES = Cases(
    passes={
        "described": (resource(INGRESS, description="HTTPS of notebooks"),),
        "a group without rules": (resource(GROUP),),
        "both ways": (
            resource(GROUP, ingress=[{"description": "a"}], egress=[{"description": "b"}]),
        ),
    },
    fails={
        "nothing said": Case((resource(INGRESS),), MISSING),
        "outwards": Case((resource(EGRESS, description=""),), MISSING),
        "in the older form": Case((resource(RULE, type="egress"),), MISSING),
        "in a group": Case(
            (resource(GROUP, ingress=[{"description": "a"}, {}], egress=[{}]),),
            (
                "it: ingress[1]: say in description what it is for",
                "it: egress[0]: say in description what it is for",
            ),
        ),
    },
    not_known={
        "the description": Case((resource(INGRESS, description=UNKNOWN),), ("it?: description",))
    },
)
