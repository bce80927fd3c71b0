from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource
from tests.policies.pipelines import pipeline, step

TWICE = [{"ExceptionType": ["SageMaker.CAPACITY_ERROR"], "MaxAttempts": 2}]

CASES = Cases(
    passes={
        "some": (pipeline({**step("Training"), "RetryPolicies": TWICE}),),
        "a step without a job": (pipeline(step("Fail", ErrorMessage="too weak")),),
    },
    fails={
        "none": Case(
            (pipeline({**step("Training"), "RetryPolicies": []}, step("Transform", "Score")),),
            ("pipe: step Train: set RetryPolicies", "pipe: step Score: set RetryPolicies"),
        )
    },
    not_known={
        "the definition": Case(
            (resource("aws:sagemaker/pipeline:Pipeline", "pipe", pipelineDefinition=UNKNOWN),),
            ("pipe?: pipelineDefinition",),
        )
    },
)
