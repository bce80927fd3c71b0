from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

SERVER = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"
APP = "aws:sagemaker/mlflowApp:MlflowApp"
PEOPLE = resource("aws:iam/role:Role", "people")
STUDIO = resource(
    "aws:sagemaker/domain:Domain",
    "studio",
    comes_from={"defaultUserSettings": PEOPLE},
    defaultUserSettings={"executionRole": UNKNOWN},
    defaultSpaceSettings={"executionRole": "arn:shared"},
)
FIX = "it: set role_arn to a role of its own, got that of studio"

CASES = Cases(
    passes={
        "its own": (STUDIO, resource(SERVER, roleArn="arn:tracker")),
        "no notebooks": (resource(APP, roleArn="arn:tracker"),),
    },
    fails={
        "that of shared spaces": Case((STUDIO, resource(SERVER, roleArn="arn:shared")), (FIX,)),
        "of an app, too": Case((STUDIO, resource(APP, roleArn="arn:shared")), (FIX,)),
    },
    not_known={
        "that of people": Case(
            (PEOPLE, STUDIO, resource(SERVER, comes_from={"roleArn": PEOPLE}, roleArn=UNKNOWN)),
            (FIX,),
        )
    },
)
