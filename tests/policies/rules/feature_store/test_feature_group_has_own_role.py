from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

GROUP = "aws-native:sagemaker:FeatureGroup"
OWN = resource("aws:iam/role:Role", "own")
PEOPLE = resource("aws:iam/role:Role", "people")


def domain(role: object) -> object:
    return resource(
        "aws:sagemaker/domain:Domain",
        "studio",
        comes_from={"defaultUserSettings": PEOPLE},
        defaultUserSettings={"executionRole": role},
    )


def group(role: object, source: object) -> object:
    return resource(GROUP, comes_from={"roleArn": source}, roleArn=role)


FIX = "it: set role_arn to a role of its own, got that of studio"

CASES = Cases(
    passes={
        "its own": (OWN, PEOPLE, domain("<<people#arn>>"), group("<<own#arn>>", OWN)),
        "no notebooks": (OWN, group("<<own#arn>>", OWN)),
        "no role, for there is no offline store": (domain("<<people#arn>>"), resource(GROUP)),
    },
    fails={
        "that of notebooks": Case(
            (PEOPLE, domain("<<people#arn>>"), group("<<people#arn>>", PEOPLE)), (FIX,)
        ),
        "that of a notebook instance": Case(
            (
                resource(
                    "aws:sagemaker/notebookInstance:NotebookInstance", "studio", roleArn="arn:x"
                ),
                resource(GROUP, roleArn="arn:x"),
            ),
            (FIX,),
        ),
    },
    not_known={
        "roles of the stack, two": Case((OWN, PEOPLE, domain(UNKNOWN), group(UNKNOWN, OWN))),
        "roles of the stack, one": Case((PEOPLE, domain(UNKNOWN), group(UNKNOWN, PEOPLE)), (FIX,)),
    },
)
