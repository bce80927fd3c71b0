from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

ROLE = resource("aws:iam/role:Role", "scientist", name="scientist")
LIMIT = {
    "Effect": "Deny",
    "Action": "sagemaker:Create*",
    "Resource": "*",
    "Condition": {"ForAnyValue:StringNotEquals": {"sagemaker:InstanceTypes": ["ml.m5.large"]}},
}
START = {"Action": "sagemaker:CreateTrainingJob", "Resource": "*"}


def inline(*statements: object) -> object:
    return resource(
        "aws:iam/rolePolicy:RolePolicy",
        "inline",
        comes_from={"role": ROLE},
        role="<<scientist#id>>",
        policy=document(*statements),
    )


POLICY = resource("aws:iam/policy:Policy", "limits", policy=document(LIMIT))
ATTACHED = resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "attached",
    comes_from={"role": ROLE, "policyArn": POLICY},
    role="<<scientist#name>>",
    policyArn="<<limits#arn>>",
)
BOUNDED = resource(
    "aws:iam/role:Role",
    "scientist",
    comes_from={"permissionsBoundary": POLICY},
    name="scientist",
    permissionsBoundary="<<limits#arn>>",
)
FIX = ("scientist: limit sagemaker:CreateTrainingJob by the condition key sagemaker:InstanceTypes",)

CASES = Cases(
    passes={
        "no jobs": (ROLE, inline({"Action": "s3:GetObject", "Resource": "*"})),
        "limited beside": (ROLE, inline(START, LIMIT)),
        "limited in what allows": (
            ROLE,
            inline({**START, "Condition": {"StringEquals": {"sagemaker:InstanceTypes": "ml.t3"}}}),
        ),
        "limited by an attached policy": (ROLE, inline(START), POLICY, ATTACHED),
        "limited by the boundary": (BOUNDED, inline(START), POLICY),
        "refused": (ROLE, inline(START, {**START, "Effect": "Deny"})),
    },
    fails={
        "not limited": Case((ROLE, inline(START)), FIX),
        "all of SageMaker": Case((ROLE, inline({"Action": "sagemaker:*", "Resource": "*"})), FIX),
        "limited for other jobs": Case(
            (ROLE, inline(START, {**LIMIT, "Action": "sagemaker:CreateTransformJob"})), FIX
        ),
        "limited by a policy of somebody else": Case((ROLE, inline(START), POLICY), FIX),
        "in the role itself": Case(
            (
                resource(
                    "aws:iam/role:Role", "scientist", inlinePolicies=[{"policy": document(START)}]
                ),
            ),
            FIX,
        ),
    },
    not_known={
        "a policy": Case(
            (
                ROLE,
                resource(
                    "aws:iam/rolePolicy:RolePolicy",
                    "inline",
                    comes_from={"role": ROLE},
                    role=UNKNOWN,
                    policy=UNKNOWN,
                ),
            ),
            ("scientist?: policy",),
        )
    },
)
