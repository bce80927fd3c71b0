from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"
PROFILES = "arn:aws:sagemaker:eu-west-1:000000000000:user-profile"


def opening(where: object, **rest: object) -> object:
    statement = {"Action": "sagemaker:CreatePresignedDomainUrl", "Resource": where, **rest}
    return resource(INLINE, policy=document(statement))


BOUNDARY = resource(
    "aws:iam/policy:Policy",
    "cap",
    policy=document(
        {"Effect": "Deny", "Action": "sagemaker:CreatePresigned*", "Resource": "*"},
    ),
)
ROLE = resource("aws:iam/role:Role", "ci", comes_from={"permissionsBoundary": BOUNDARY})
ALL = {"Action": "sagemaker:*", "Resource": f"{PROFILES}/*"}
MANAGED = resource("aws:iam/policy:Policy", "managed", policy=document(ALL))
ATTACHED = resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    comes_from={"policyArn": MANAGED, "role": ROLE},
    policyArn="<<managed#arn>>",
)

CASES = Cases(
    passes={
        "what the boundary denies": (BOUNDARY, ROLE, MANAGED, ATTACHED),
        "the caller's by tag of the session": (
            opening(f"{PROFILES}/*/${{aws:PrincipalTag/studio-user}}"),
        ),
        "one": (opening(f"{PROFILES}/d-1/ana"),),
        "the profile that carries the caller's name": (
            opening(
                f"{PROFILES}/*",
                Condition={
                    "StringEquals": {"sagemaker:ResourceTag/studiouserid": "${aws:username}"}
                },
            ),
        ),
        "all actions on jobs": (
            resource(
                INLINE,
                policy=document(
                    {
                        "Action": "sagemaker:*",
                        "Resource": "arn:aws:sagemaker:eu-west-1:0:training-job/fraud-*",
                    }
                ),
            ),
        ),
        "a denial": (opening("*", Effect="Deny"),),
    },
    fails={
        "what no boundary denies": Case(
            (resource("aws:iam/role:Role", "ci"), MANAGED, ATTACHED),
            (f"managed: let statement #1 open one profile, got {PROFILES}/*",),
        ),
        "everybody's": Case((opening("*"),), ("it: let statement #1 open one profile, got *",)),
        "everybody's of the domain": Case(
            (opening([f"{PROFILES}/d-1/ana", f"{PROFILES}/d-1/*"]),),
            (f"it: let statement #1 open one profile, got {PROFILES}/d-1/*",),
        ),
        "everybody's of the team": Case(
            (
                opening(
                    f"{PROFILES}/*",
                    Condition={"StringEquals": {"sagemaker:ResourceTag/team": "fraud"}},
                ),
            ),
            (f"it: let statement #1 open one profile, got {PROFILES}/*",),
        ),
        "as one of all actions": Case(
            (
                resource(
                    INLINE,
                    policy=document(
                        {"Action": "sagemaker:Create*", "Resource": "arn:aws:sagemaker:*:*:*"}
                    ),
                ),
            ),
            ("it: let statement #1 open one profile, got arn:aws:sagemaker:*:*:*",),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the profile": Case((opening("<<profile#arn>>"),)),
    },
)
