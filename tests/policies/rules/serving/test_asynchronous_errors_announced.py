from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NATIVE = "aws-native:sagemaker:EndpointConfig"
MISSING = ("it: set s3_failure_path of output_config, or error_topic of its notification_config",)


def answers(type_: str = CONFIG, **output: object) -> object:
    return resource(type_, asyncInferenceConfig={"outputConfig": output})


CASES = Cases(
    passes={
        "in real time": (resource(CONFIG),),
        "a topic": (answers(notificationConfig={"errorTopic": "<<errors#arn>>"}),),
        "a path": (answers(s3FailurePath="s3://artifacts/failures"),),
    },
    fails={
        "neither": Case((answers(s3OutputPath="s3://artifacts/answers"),), MISSING),
        "only of successes": Case(
            (answers(NATIVE, notificationConfig={"successTopic": "<<done#arn>>"}),), MISSING
        ),
    },
    not_known={
        "the topic": Case((answers(notificationConfig={"errorTopic": UNKNOWN}),)),
        "who is told": Case(
            (answers(notificationConfig=UNKNOWN),),
            ("it?: asyncInferenceConfig.outputConfig.notificationConfig",),
        ),
    },
)
