from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, document, resource

KEY = "aws:kms/key:Key"
OWN = {"StringEquals": {"kms:CallerAccount": "000000000000"}}


def key(**statement: object) -> object:
    full = {"Action": "kms:Decrypt", "Resource": "*", **statement}
    return resource(KEY, policy=document(full))


CASES = Cases(
    passes={
        "an account": (key(Principal={"AWS": "arn:aws:iam::000000000000:root"}),),
        "everybody of an account": (key(Principal={"AWS": "*"}, Condition=OWN),),
        "a denial": (key(Effect="Deny", Principal="*"),),
        "no policy": (resource(KEY),),
    },
    fails={
        "everybody": Case(
            (key(Sid="Open", Principal="*"),),
            ("it: name the principals of statement Open, got *",),
        ),
        "everybody who has a tag": Case(
            (
                key(
                    Principal={"AWS": ["*"]},
                    Condition={"StringEquals": {"aws:PrincipalTag/team": "fraud"}},
                ),
            ),
            ("it: name the principals of statement #1, got *",),
        ),
    },
    not_known={"the document": Case((resource(KEY, policy=UNKNOWN),), ("it?: policy",))},
)
