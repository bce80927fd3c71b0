from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"
ROLE = "arn:aws:iam::000000000000:role/fraud-training"
TO_SAGEMAKER = {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}
NO_SERVICE = "it: name the services that statement #1 passes roles to"


def passing(where: object, **rest: object) -> object:
    statement = {"Action": "iam:PassRole", "Resource": where, **rest}
    return resource(INLINE, policy=document(statement))


BOUNDARY = resource("aws:iam/policy:Policy", "cap", policy=document({"Action": "*"}))

CASES = Cases(
    passes={
        "one role to one service": (passing(ROLE, Condition=TO_SAGEMAKER),),
        "roles of one prefix": (passing(f"{ROLE}-*", Condition=TO_SAGEMAKER),),
        "within a role": (
            resource(
                "aws:iam/role:Role",
                inlinePolicies=[
                    {
                        "policy": document(
                            {
                                "Action": "iam:PassRole",
                                "Resource": ROLE,
                                "Condition": TO_SAGEMAKER,
                            }
                        )
                    }
                ],
            ),
        ),
        "a denial": (passing("*", Effect="Deny"),),
        "something else": (
            resource(INLINE, policy=document({"Action": "iam:GetRole", "Resource": "*"})),
        ),
        "a boundary": (
            BOUNDARY,
            resource(
                "aws:iam/role:Role",
                comes_from={"permissionsBoundary": BOUNDARY},
                permissionsBoundary="<<cap#arn>>",
            ),
        ),
    },
    fails={
        "any role": Case(
            (passing("*", Condition=TO_SAGEMAKER),),
            ("it: name the roles that statement #1 passes, got *",),
        ),
        "any role of the account": Case(
            (passing("arn:aws:iam::000000000000:role/*", Condition=TO_SAGEMAKER),),
            ("it: name the roles that statement #1 passes, got arn:aws:iam::000000000000:role/*",),
        ),
        "to any service": Case((passing(ROLE),), (NO_SERVICE,)),
        "to any service, in other words": Case(
            (passing(ROLE, Condition={"StringLike": {"iam:PassedToService": "*.amazonaws.com"}}),),
            (NO_SERVICE,),
        ),
        "as one of all actions": Case(
            (
                resource(
                    INLINE, policy=document({"Action": "iam:*", "Resource": ROLE, "Sid": "All"})
                ),
            ),
            ("it: name the services that statement All passes roles to",),
        ),
        "any but one": Case(
            (
                resource(
                    INLINE, policy=document({"Action": "iam:Pass*", "NotResource": f"{ROLE}-x"})
                ),
            ),
            ("it: name the roles that statement #1 passes, got NotResource", NO_SERVICE),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the role": Case((passing("<<training#arn>>", Condition=TO_SAGEMAKER),)),
    },
)
