from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PIPELINE = "aws:sagemaker/pipeline:Pipeline"
PROFILE = "aws:sagemaker/userProfile:UserProfile"
ROLE = resource("aws:iam/role:Role", "role")

CASES = Cases(
    passes={
        "its own": (
            resource(PROFILE, "ana", userSettings={"executionRole": "arn:people"}),
            resource(PIPELINE, roleArn="arn:pipeline"),
        )
    },
    fails={
        "none": Case((resource(PIPELINE),), ("it: set role_arn",)),
        "that of a person": Case(
            (
                resource(PROFILE, "ana", userSettings={"executionRole": "arn:people"}),
                resource(PIPELINE, roleArn="arn:people"),
            ),
            ("it: set role_arn to a role of its own, got that of ana",),
        ),
    },
    not_known={
        "one of the stack": Case(
            (ROLE, resource(PIPELINE, comes_from={"roleArn": ROLE}, roleArn=UNKNOWN))
        )
    },
)
