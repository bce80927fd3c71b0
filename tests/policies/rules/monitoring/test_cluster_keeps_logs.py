from policies.testing import UNKNOWN, Case, Cases, resource

AIRFLOW = "aws:mwaa/environment:Environment"
BROKER = "aws:mq/broker:Broker"
ECS = "aws:ecs/cluster:Cluster"
EKS = "aws:eks/cluster:Cluster"
EMR = "aws:emr/cluster:Cluster"
KAFKA = "aws:msk/cluster:Cluster"
LOGS = ("schedulerLogs", "taskLogs", "webserverLogs", "workerLogs")
ON = {"enabled": True}

CASES = Cases(
    passes={
        "EKS": (resource(EKS, enabledClusterLogTypes=["api", "audit"]),),
        "EMR": (resource(EMR, logUri="s3://logs"),),
        "ECS": (resource(ECS, settings=[{"name": "containerInsights", "value": "enhanced"}]),),
        "MSK": (resource(KAFKA, loggingInfo={"brokerLogs": {"s3": {"enabled": True}}}),),
        "a broker": (resource(BROKER, logs={"general": True}),),
        "Airflow": (resource(AIRFLOW, loggingConfiguration=dict.fromkeys(LOGS, ON)),),
    },
    fails={
        "EKS": Case((resource(EKS),), ("it: add 'audit' to enabled_cluster_log_types",)),
        "EMR": Case((resource(EMR),), ("it: set log_uri",)),
        "ECS": Case(
            (resource(ECS, configuration={"executeCommandConfiguration": {"logging": "NONE"}}),),
            (
                "it: set logging of execute_command_configuration to 'OVERRIDE'",
                "it: set containerInsights of settings to 'enabled'",
            ),
        ),
        "MSK": Case(
            (resource(KAFKA),), ("it: set enabled of cloudwatch_logs of broker_logs to True",)
        ),
        "a broker": Case((resource(BROKER),), ("it: set general of logs to True",)),
        "Airflow": Case(
            (resource(AIRFLOW, loggingConfiguration=dict.fromkeys(LOGS[1:], ON)),),
            ("it: set enabled of scheduler_logs of logging_configuration to True",),
        ),
    },
    not_known={
        "which": Case(
            (resource(EKS, enabledClusterLogTypes=[UNKNOWN]),), ("it?: enabledClusterLogTypes[0]",)
        )
    },
)
