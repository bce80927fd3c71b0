from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

ROLE = "aws:iam/role:Role"
OWN = {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def trusting(service: object, **rest: object) -> object:
    statement = {"Action": "sts:AssumeRole", "Principal": {"Service": service}, **rest}
    return resource(ROLE, assumeRolePolicy=document(statement))


MISSING = "it: let sagemaker.amazonaws.com assume it only with aws:SourceAccount"

CASES = Cases(
    passes={
        "this account": (trusting("sagemaker.amazonaws.com", Condition=OWN),),
        "one resource": (
            trusting("events.amazonaws.com", Condition={"ArnLike": {"aws:SourceArn": "arn:x"}}),
        ),
        "this account, if the service names one": (
            trusting(
                "sagemaker.amazonaws.com",
                Condition={"StringEqualsIfExists": {"aws:SourceAccount": "000000000000"}},
            ),
        ),
        "a service that cannot say": (trusting("ec2.amazonaws.com"),),
        "people": (
            resource(
                ROLE,
                assumeRolePolicy=document(
                    {"Action": "sts:AssumeRole", "Principal": {"AWS": "000000000000"}}
                ),
            ),
        ),
    },
    fails={
        "no condition": Case((trusting("sagemaker.amazonaws.com"),), (MISSING,)),
        "one of two": Case(
            (trusting(["ec2.amazonaws.com", "sagemaker.amazonaws.com"]),), (MISSING,)
        ),
        "every other account": Case(
            (
                trusting(
                    "sagemaker.amazonaws.com",
                    Condition={"StringNotEquals": {"aws:SourceAccount": "1"}},
                ),
            ),
            (MISSING,),
        ),
    },
    not_known={
        "the document": Case(
            (resource(ROLE, assumeRolePolicy=UNKNOWN),), ("it?: assumeRolePolicy",)
        ),
        "the account's number is a condition": Case(
            (
                trusting(
                    "sagemaker.amazonaws.com",
                    Condition={"StringEquals": {"aws:SourceAccount": "<<here#id>>"}},
                ),
            )
        ),
    },
)
