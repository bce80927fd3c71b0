from plan.plan import UNKNOWN
from policies.testing import Case, Cases, Resource, resource

MODEL = "aws:sagemaker/model:Model"
FUNCTION = "aws:lambda/function:Function"


def subnet(name: str, zone: str) -> Resource:
    return resource("aws:ec2/subnet:Subnet", name, availabilityZone=zone)


A, ALSO_A, B = subnet("a", "eu-west-1a"), subnet("a2", "eu-west-1a"), subnet("b", "eu-west-1b")


def model(*subnets: Resource) -> Resource:
    found = resource(MODEL, vpcConfig={"subnets": [f"<<{s.name}#id>>" for s in subnets]})
    found.property_dependencies["vpcConfig"] = frozenset(s.urn for s in subnets)
    return found


CASES = Cases(
    passes={
        "two zones": (A, B, model(A, B)),
        "subnets from elsewhere": (resource(FUNCTION, vpcConfig={"subnetIds": ["x", "y"]}),),
        "in no VPC": (resource(FUNCTION),),
    },
    fails={
        "one subnet": Case(
            (resource(FUNCTION, vpcConfig={"subnetIds": ["x"]}),),
            ("it: name subnets of two zones in vpcConfig.subnetIds",),
        ),
        "twice the same": Case(
            (resource(MODEL, vpcConfig={"subnets": ["x", "x"]}),),
            ("it: name subnets of two zones in vpcConfig.subnets",),
        ),
        "two of one zone": Case(
            (A, ALSO_A, model(A, ALSO_A)), ("it: name subnets of two zones in vpcConfig.subnets",)
        ),
    },
    not_known={
        "which": Case(
            (resource(MODEL, vpcConfig={"subnets": UNKNOWN}),), ("it?: vpcConfig.subnets",)
        ),
        "the network": Case((resource(MODEL, vpcConfig=UNKNOWN),), ("it?: vpcConfig",)),
    },
)
