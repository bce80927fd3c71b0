from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource


def role(*statements: object) -> object:
    return resource(
        "aws:iam/role:Role", "scientist", inlinePolicies=[{"policy": document(*statements)}]
    )


START = {"Action": "sagemaker:CreateTrainingJob", "Resource": "*"}


def refusing(key: str) -> object:
    condition = {"ForAnyValue:StringNotEquals": {key: ["subnet-1"]}}
    return {**START, "Effect": "Deny", "Condition": condition}


SUBNETS_OF_THE_STACK = {
    **START,
    "Effect": "Deny",
    "Condition": {"ForAnyValue:StringNotEquals": {"sagemaker:VpcSubnets": ["<<private#id>>"]}},
}
FIX = ("scientist: limit sagemaker:CreateTrainingJob by the condition key sagemaker:VpcSubnets",)

CASES = Cases(
    passes={
        "no jobs": (role({"Action": "sagemaker:Describe*", "Resource": "*"}),),
        "limited": (role(START, refusing("sagemaker:VpcSubnets")),),
    },
    fails={
        "not limited": Case((role(START),), FIX),
        "limited in something else": Case((role(START, refusing("sagemaker:InstanceTypes")),), FIX),
    },
    not_known={
        "a policy": Case(
            (resource("aws:iam/role:Role", "scientist", inlinePolicies=[{"policy": UNKNOWN}]),),
            ("scientist?: inlinePolicies[0].policy",),
        ),
        "the subnets": Case((role(START, SUBNETS_OF_THE_STACK),)),
    },
)
