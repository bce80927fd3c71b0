from policies.testing import UNKNOWN, Case, Cases, document, resource

ROLE = "aws:iam/role:Role"
ROOT = "arn:aws:iam::111122223333:root"


def trusting(principal: object, **conditions: object) -> object:
    statement = {"Action": "sts:AssumeRole", "Principal": principal, "Condition": conditions}
    return resource(ROLE, assumeRolePolicy=document(statement))


CASES = Cases(
    passes={
        "one role": (trusting({"AWS": "arn:aws:iam::111122223333:role/audit"}),),
        "an account that proves whom it acts for": (
            trusting({"AWS": ROOT}, StringEquals={"sts:ExternalId": "7f3a"}),
        ),
        "people with a tag": (
            trusting({"AWS": "111122223333"}, StringEquals={"aws:PrincipalTag/team": "fraud"}),
        ),
        "a service": (trusting({"Service": "sagemaker.amazonaws.com"}),),
    },
    fails={
        "an account": Case(
            (trusting({"AWS": ROOT}),), (f"it: say in statement #1 who of {ROOT} may assume it",)
        ),
        "an account by its number": Case(
            (trusting({"AWS": ["111122223333"]}),),
            ("it: say in statement #1 who of 111122223333 may assume it",),
        ),
        "everybody with a second factor": Case(
            (trusting({"AWS": ROOT}, Bool={"aws:MultiFactorAuthPresent": "true"}),),
            (f"it: say in statement #1 who of {ROOT} may assume it",),
        ),
        "any name at all": Case(
            (trusting({"AWS": ROOT}, StringLike={"aws:PrincipalArn": "*"}),),
            (f"it: say in statement #1 who of {ROOT} may assume it",),
        ),
    },
    not_known={
        "the document": Case(
            (resource(ROLE, assumeRolePolicy=UNKNOWN),), ("it?: assumeRolePolicy",)
        ),
        "the role that is trusted": Case((trusting({"AWS": "<<reader#arn>>"}),)),
    },
)
