from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
CANARY = {"trafficRoutingConfiguration": {"type": "CANARY", "waitIntervalInSeconds": 600}}
MISSING = ("it: name alarms in auto_rollback_configuration of deployment_config",)


def updated(**config: object) -> object:
    return resource(ENDPOINT, deploymentConfig={"blueGreenUpdatePolicy": CANARY, **config})


CASES = Cases(
    passes={
        "a canary with an alarm": (
            updated(autoRollbackConfiguration={"alarms": [{"alarmName": "errors"}]}),
        ),
        "an alarm that the stack creates": (
            updated(autoRollbackConfiguration={"alarms": [{"alarmName": "<<errors#name>>"}]}),
        ),
    },
    fails={
        "nothing said": Case((resource(ENDPOINT),), MISSING),
        "a canary without": Case((updated(),), MISSING),
        "an empty list": Case((updated(autoRollbackConfiguration={"alarms": []}),), MISSING),
    },
    not_known={
        "which alarms": Case((updated(autoRollbackConfiguration={"alarms": [UNKNOWN]}),)),
        "how it is updated": Case(
            (resource(ENDPOINT, deploymentConfig=UNKNOWN),), ("it?: deploymentConfig",)
        ),
    },
)
