from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

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
