from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"
OPEN = ("it: let statement #1 make grants for services of AWS only",)


def granting(action: object = "kms:CreateGrant", **conditions: object) -> object:
    statement = {"Action": action, "Resource": "<<key#arn>>", "Condition": conditions}
    return resource(INLINE, policy=document(statement))


CASES = Cases(
    passes={
        "for services": (granting(Bool={"kms:GrantIsForAWSResource": True}),),
        "through one service": (
            granting(StringEquals={"kms:ViaService": "ec2.eu-west-1.amazonaws.com"}),
        ),
        "use of the key": (granting(["kms:Decrypt", "kms:GenerateDataKey*"]),),
    },
    fails={
        "for anybody": Case((granting(),), OPEN),
        "as one of all actions": Case((granting("kms:*"),), OPEN),
        "for anybody but services": Case(
            (granting(Bool={"kms:GrantIsForAWSResource": "false"}),), OPEN
        ),
        "a condition that may be missing": Case(
            (granting(BoolIfExists={"kms:GrantIsForAWSResource": "true"}),), OPEN
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the key": Case((granting(Bool={"kms:GrantIsForAWSResource": "true"}),)),
    },
)
