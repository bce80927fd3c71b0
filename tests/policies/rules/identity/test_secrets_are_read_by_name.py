from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"


def reading(action: str, of: object, **rest: object) -> object:
    return resource(INLINE, policy=document({"Action": action, "Resource": of, **rest}))


CASES = Cases(
    passes={
        "one secret": (reading("secretsmanager:GetSecretValue", "<<token#arn>>"),),
        "those of the team": (
            reading(
                "ssm:GetParameter*",
                "*",
                Condition={"StringEquals": {"aws:ResourceTag/team": "fraud"}},
            ),
        ),
        "a bucket": (reading("s3:GetObject", "<<lake#arn>>/*"),),
        "a denial": (reading("s3:*", "*", Effect="Deny"),),
        "lists": (reading("s3:ListAllMyBuckets", "*"),),
    },
    fails={
        "every secret": Case(
            (reading("secretsmanager:*", "*"),),
            ("it: name the resources of secretsmanager:getsecretvalue in statement #1",),
        ),
        "every object": Case(
            (reading("s3:Get*", "*"),),
            ("it: name the resources of s3:getobject in statement #1",),
        ),
        "keys for every user": Case(
            (
                resource(
                    INLINE,
                    policy=document({"Action": "iam:CreateAccessKey", "NotResource": "arn:aws:x"}),
                ),
            ),
            ("it: name the resources of iam:createaccesskey in statement #1",),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the secret": Case((reading("secretsmanager:GetSecretValue", "<<token#arn>>"),)),
    },
)
