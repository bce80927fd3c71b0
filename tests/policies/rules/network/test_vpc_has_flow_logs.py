from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

VPC = resource("aws:ec2/vpc:Vpc", "vpc")
OTHER = resource("aws:ec2/vpc:Vpc", "other")
FLOW_LOG = "aws:ec2/flowLog:FlowLog"
MISSING = ("vpc: declare a FlowLog for it",)

CASES = Cases(
    passes={
        "its own": (VPC, resource(FLOW_LOG, comes_from={"vpcId": VPC}, vpcId="<<vpc#id>>")),
        "no VPC of its own": (resource(FLOW_LOG, vpcId="vpc-1"),),
    },
    fails={
        "none": Case((VPC,), MISSING),
        "of another VPC": Case(
            (VPC, OTHER, resource(FLOW_LOG, comes_from={"vpcId": OTHER}, vpcId="x")), MISSING
        ),
    },
    not_known={"the id": Case((VPC, resource(FLOW_LOG, comes_from={"vpcId": VPC}, vpcId=UNKNOWN)))},
)
