from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DEPLOY = {"category": "Deploy", "name": "apply"}
APPROVE = {"category": "Approval", "name": "look"}
MISSING = ("it: add an action of the category Approval before stage 'Production'",)


def pipeline(**stages: object) -> object:
    return resource(
        "aws:codepipeline/pipeline:Pipeline",
        stages=[{"name": name, "actions": actions} for name, actions in stages.items()],
    )


CASES = Cases(
    passes={
        "a stage before": (pipeline(Staging=[DEPLOY], Gate=[APPROVE], Production=[DEPLOY]),),
        "an action before": (
            pipeline(Production=[{**DEPLOY, "runOrder": 2}, {**APPROVE, "runOrder": 1}]),
        ),
        "no production": (pipeline(Staging=[DEPLOY]),),
    },
    fails={
        "none": Case((pipeline(Staging=[DEPLOY], Production=[DEPLOY]),), MISSING),
        "too late": Case((pipeline(Production=[DEPLOY, {**APPROVE, "runOrder": 2}]),), MISSING),
    },
    not_known={
        "what is done": Case(
            (pipeline(Production=[{"category": UNKNOWN}]),),
            ("it?: stages[0].actions[0].category",),
        )
    },
)
