from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

CASES = Cases(
    passes={
        "with metrics": (pipeline(step("RegisterModel", ModelMetrics={"ModelQuality": {}})),),
        "nothing is registered": (pipeline(step("Training", RoleArn="r")),),
    },
    fails={
        "without": Case(
            (
                pipeline(
                    step(
                        "Condition",
                        "IsBetter",
                        IfSteps=[step("RegisterModel", "Register", ModelPackageGroupName="s")],
                    )
                ),
            ),
            ("pipe: step Register: set ModelMetrics",),
        )
    },
    not_known={
        "the definition": Case(
            (resource("aws:sagemaker/pipeline:Pipeline", "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        )
    },
)
