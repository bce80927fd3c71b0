from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

MISSING = ("it: set group_name of cloudwatch_logs in logs_config",)


def build(**logs: object) -> object:
    return resource("aws:codebuild/project:Project", logsConfig=logs)


CASES = Cases(
    passes={
        "a group": (build(cloudwatchLogs={"groupName": "builds", "status": "ENABLED"}),),
        "a group, on unless said otherwise": (build(cloudwatchLogs={"groupName": "builds"}),),
        "a bucket": (build(s3Logs={"location": "logs/builds", "status": "ENABLED"}),),
    },
    fails={
        "nothing said": Case((resource("aws:codebuild/project:Project"),), MISSING),
        "switched off": Case(
            (build(cloudwatchLogs={"groupName": "builds", "status": "DISABLED"}),), MISSING
        ),
        "a group that CodeBuild makes": Case(
            (build(cloudwatchLogs={"status": "ENABLED"}),), MISSING
        ),
    },
    not_known={
        "which group": Case((build(cloudwatchLogs={"groupName": UNKNOWN}),)),
        "whether": Case((build(s3Logs={"status": UNKNOWN}),), ("it?: logsConfig.s3Logs.status",)),
    },
)
