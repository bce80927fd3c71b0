from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"


def decrypting(where: object, action: str = "kms:Decrypt", **rest: object) -> object:
    statement = {"Action": action, "Resource": where, **rest}
    return resource(INLINE, policy=document(statement))


NEVER = resource(
    "aws:iam/policy:Policy",
    "cap",
    policy=document({"Effect": "Deny", "Action": "kms:*", "Resource": "*"}),
)
READER = resource("aws:iam/role:Role", "reader", comes_from={"permissionsBoundary": NEVER})

CASES = Cases(
    passes={
        "what the boundary denies": (
            NEVER,
            READER,
            resource(
                INLINE,
                comes_from={"role": READER},
                role="<<reader#name>>",
                policy=document({"Action": "kms:Decrypt", "Resource": "*"}),
            ),
        ),
        "one key": (decrypting("arn:aws:kms:eu-west-1:000000000000:key/1"),),
        "keys of the team": (
            decrypting("*", Condition={"StringEquals": {"aws:ResourceTag/team": "fraud"}}),
        ),
        "looking at keys": (decrypting("*", "kms:DescribeKey"),),
        "a denial": (decrypting("*", Effect="Deny"),),
    },
    fails={
        "all keys": Case((decrypting("*"),), ("it: name the keys of statement #1, got *",)),
        "all keys of the account": Case(
            (decrypting("arn:aws:kms:*:000000000000:key/*", "kms:De*"),),
            ("it: name the keys of statement #1, got arn:aws:kms:*:000000000000:key/*",),
        ),
        "through one service": Case(
            (decrypting("*", Condition={"StringEquals": {"kms:ViaService": "s3.x"}}),),
            ("it: name the keys of statement #1, got *",),
        ),
        "all but one": Case(
            (
                resource(
                    INLINE, policy=document({"Action": "kms:*", "NotResource": "arn:aws:kms:x"})
                ),
            ),
            ("it: name the keys of statement #1, got NotResource",),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the key": Case((decrypting("<<key#arn>>"),)),
    },
)
