from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

POLICY = "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"
OTHER = {"AWS": "arn:aws:iam::111122223333:root"}


def allowing(*actions: str, **rest: object) -> object:
    statement = {"Sid": "Prod", "Principal": OTHER, "Action": list(actions), **rest}
    return resource(POLICY, resourcePolicy=document(statement))


CASES = Cases(
    passes={
        "reading and deploying": (
            allowing("sagemaker:DescribeModelPackage", "sagemaker:CreateModel"),
        ),
        "registering": (allowing("sagemaker:CreateModelPackage"),),
        "a refusal": (allowing("sagemaker:*", Effect="Deny"),),
    },
    fails={
        "approving": Case(
            (allowing("sagemaker:UpdateModelPackage"),),
            ("it: leave sagemaker:updatemodelpackage out of statement Prod",),
        ),
        "a family": Case(
            (allowing("sagemaker:DeleteModelPackageGroup*"),),
            (
                "it: leave sagemaker:deletemodelpackagegroup out of statement Prod",
                "it: leave sagemaker:deletemodelpackagegrouppolicy out of statement Prod",
            ),
        ),
    },
    not_known={
        "the policy": Case((resource(POLICY, resourcePolicy=UNKNOWN),), ("it?: resourcePolicy",))
    },
)
