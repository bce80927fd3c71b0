from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

REPOSITORY = "aws:ecr/repository:Repository"
MISSING = ("it: set scan_on_push of image_scanning_configuration to True",)

CASES = Cases(
    passes={"on": (resource(REPOSITORY, imageScanningConfiguration={"scanOnPush": True}),)},
    fails={
        "nothing said": Case((resource(REPOSITORY),), MISSING),
        "off": Case(
            (resource(REPOSITORY, imageScanningConfiguration={"scanOnPush": False}),), MISSING
        ),
    },
    not_known={
        "whether": Case(
            (resource(REPOSITORY, imageScanningConfiguration={"scanOnPush": UNKNOWN}),),
            ("it?: imageScanningConfiguration.scanOnPush",),
        )
    },
)
