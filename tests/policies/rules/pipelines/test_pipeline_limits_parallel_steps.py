from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def pipeline(most: object) -> object:
    return resource(PIPELINE, parallelismConfiguration={"maxParallelExecutionSteps": most})


CASES = Cases(
    passes={"four": (pipeline(4),)},
    fails={
        "nothing said": Case(
            (resource(PIPELINE),),
            ("it: set max_parallel_execution_steps of parallelism_configuration",),
        )
    },
    not_known={"how many": Case((pipeline(UNKNOWN),))},
)
