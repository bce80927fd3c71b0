from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

IMAGE = "version: 0.2\nphases:\n  build:\n    commands: [docker build .]\n"
TESTS = "version: 0.2\nphases:\n  build:\n    commands: [pytest]\n"


def build(steps: object, privileged: object = True) -> object:
    return resource(
        "aws:codebuild/project:Project",
        environment={"privilegedMode": privileged},
        source={"type": "NO_SOURCE", "buildspec": steps},
    )


CASES = Cases(
    passes={
        "makes an image": (build(IMAGE),),
        "is not privileged": (build(TESTS, privileged=False),),
        "steps in the repository": (build("ci/buildspec.yml"),),
    },
    fails={
        "runs tests": Case(
            (build(TESTS),), ("it: set privileged_mode to False, as no step makes an image",)
        )
    },
    not_known={
        "the steps": Case((build(UNKNOWN),), ("it?: source.buildspec",)),
        "whether": Case((build(TESTS, UNKNOWN),), ("it?: environment.privilegedMode",)),
    },
)
