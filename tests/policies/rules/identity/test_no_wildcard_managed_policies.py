from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

POLICY = "aws:iam/policy:Policy"
BOUNDARY = resource(
    POLICY, "boundary", policy=document({"Action": ["s3:*", "sagemaker:*"], "Resource": "*"})
)
BOUNDED = resource(
    "aws:iam/role:Role",
    comes_from={"permissionsBoundary": BOUNDARY},
    permissionsBoundary="<<boundary#arn>>",
)
ATTACHED = resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    comes_from={"policyArn": BOUNDARY},
    policyArn="<<boundary#arn>>",
)
BOTH = (
    "boundary: name actions or resources in statement #1, got s3:* on *",
    "boundary: name actions or resources in statement #1, got sagemaker:* on *",
)

CASES = Cases(
    passes={
        "a boundary grants nothing": (BOUNDARY, BOUNDED),
        "named actions": (
            resource(POLICY, policy=document({"Action": "s3:GetObject", "Resource": "*"})),
        ),
    },
    fails={
        "attached to nobody yet": Case((BOUNDARY,), BOTH),
        "a boundary that is also attached": Case((BOUNDARY, BOUNDED, ATTACHED), BOTH),
    },
    not_known={"the document": Case((resource(POLICY, policy=UNKNOWN),), ("it?: policy",))},
)
