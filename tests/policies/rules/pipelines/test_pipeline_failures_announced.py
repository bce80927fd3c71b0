import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

RULE = "aws:cloudwatch/eventRule:EventRule"
PIPELINE = resource("aws:sagemaker/pipeline:Pipeline", "pipe", pipelineName="training")
PATTERN = json.dumps({"detail-type": ["SageMaker Model Building Pipeline Execution Status Change"]})
MISSING = (
    "pipe: declare an EventRule for 'SageMaker Model Building Pipeline Execution Status Change'",
)

CASES = Cases(
    passes={
        "a rule": (PIPELINE, resource(RULE, eventPattern=PATTERN)),
        "no pipeline": (resource(RULE, scheduleExpression="rate(1 day)"),),
    },
    fails={
        "none": Case((PIPELINE,), MISSING),
        "for something else": Case(
            (PIPELINE, resource(RULE, eventPattern='{"source": ["aws.batch"]}')), MISSING
        ),
    },
    not_known={
        "the pattern": Case(
            (PIPELINE, resource(RULE, eventPattern=UNKNOWN)), ("pipe?: the eventPattern of a rule",)
        )
    },
)
