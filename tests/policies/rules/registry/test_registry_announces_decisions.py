import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

GROUP = resource("aws:sagemaker/modelPackageGroup:ModelPackageGroup", "churn")
RULE = "aws:cloudwatch/eventRule:EventRule"
PATTERN = json.dumps(
    {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {"ModelPackageGroupName": ["<<churn#modelPackageGroupName>>"]},
    }
)
MISSING = ("churn: declare an EventRule for 'SageMaker Model Package State Change'",)

CASES = Cases(
    passes={
        "a rule": (GROUP, resource(RULE, eventPattern=PATTERN)),
        "no registry": (resource(RULE, scheduleExpression="rate(1 day)"),),
    },
    fails={
        "none": Case((GROUP,), MISSING),
        "for something else": Case(
            (GROUP, resource(RULE, eventPattern=json.dumps({"source": ["aws.batch"]}))), MISSING
        ),
    },
    not_known={
        "the pattern": Case(
            (GROUP, resource(RULE, eventPattern=UNKNOWN)), ("churn?: the eventPattern of a rule",)
        )
    },
)
