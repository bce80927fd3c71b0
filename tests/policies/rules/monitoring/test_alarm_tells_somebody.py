from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SILENT = resource(ALARM, metricName="Errors")
MISSING = ("it: set alarm_actions, say to the topic of the stack",)


def composite(**inputs: object) -> object:
    return resource(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        "any",
        comes_from={"alarmRule": SILENT},
        alarmRule='ALARM("<<it#name>>")',
        **inputs,
    )


CASES = Cases(
    passes={
        "a topic": (resource(ALARM, alarmActions=["<<topic#arn>>"]),),
        "part of one that tells": (SILENT, composite(alarmActions=["<<topic#arn>>"])),
        "undoes an update": (
            SILENT,
            resource(
                "aws:sagemaker/endpoint:Endpoint",
                "endpoint",
                comes_from={"deploymentConfig": SILENT},
                deploymentConfig=UNKNOWN,
            ),
        ),
    },
    fails={
        "none": Case((SILENT,), MISSING),
        "an empty list": Case((resource(ALARM, alarmActions=[]),), MISSING),
        "only when all is well again": Case((resource(ALARM, okActions=["x"]),), MISSING),
        "part of one that is silent": Case((SILENT, composite()), MISSING),
    },
    not_known={
        "whom": Case((resource(ALARM, alarmActions=[UNKNOWN]),)),
        "whether": Case((resource(ALARM, alarmActions=UNKNOWN),), ("it?: alarmActions",)),
    },
)
