from policies.testing import UNKNOWN, Case, Cases, resource

LOG = "aws:ec2/flowLog:FlowLog"

CASES = Cases(
    passes={
        "all": (resource(LOG, vpcId="<<vpc#id>>", trafficType="ALL"),),
        "a transit gateway, which knows no kinds": (resource(LOG, transitGatewayId="tgw-1"),),
    },
    fails={
        "what was refused": Case(
            (resource(LOG, vpcId="<<vpc#id>>", trafficType="REJECT"),),
            ("it: set traffic_type to 'ALL', got 'REJECT'",),
        ),
        "nothing said": Case(
            (resource(LOG, vpcId="<<vpc#id>>"),), ("it: set traffic_type to 'ALL', got None",)
        ),
    },
    not_known={"which": Case((resource(LOG, trafficType=UNKNOWN),), ("it?: trafficType",))},
)
