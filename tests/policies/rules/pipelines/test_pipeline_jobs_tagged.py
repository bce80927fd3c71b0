from plan.plan import UNKNOWN
from tests.policies.pipelines import pipeline, step
from tests.policies.support import Case, Cases, resource

TAGS = [{"Key": "team", "Value": "fraud"}]

CASES = Cases(
    passes={
        "some": (pipeline(step("Training", Tags=TAGS)),),
        "a step without a job": (pipeline(step("Fail", ErrorMessage="too weak")),),
    },
    fails={
        "none": Case(
            (pipeline(step("Training", Tags=TAGS), step("Processing", "Check")),),
            ("pipe: step Check: set Tags",),
        )
    },
    not_known={
        "the definition": Case(
            (resource("aws:sagemaker/pipeline:Pipeline", "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        )
    },
)
