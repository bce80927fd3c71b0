"""What a cluster or a broker did can be looked up."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_AIRFLOW = "aws:mwaa/environment:Environment"
_BROKER = "aws:mq/broker:Broker"
_ECS = "aws:ecs/cluster:Cluster"
_EKS = "aws:eks/cluster:Cluster"
_EMR = "aws:emr/cluster:Cluster"
_KAFKA = "aws:msk/cluster:Cluster"
_AIRFLOW_LOGS = ("schedulerLogs", "taskLogs", "webserverLogs", "workerLogs")


@rule(
    applies_to=(_AIRFLOW, _BROKER, _ECS, _EKS, _EMR, _KAFKA),
    why="a run that failed, or a person who came in, has left no trace when somebody asks",
    source="AWS Security Hub, controls ECS.12, EKS.8 and MQ.2; "
    "AWS Well-Architected Framework, "
    "SEC04-BP01 Configure service and application logging",
)
def cluster_keeps_logs(props: Props) -> Iterator[str]:
    """Clusters of EKS, ECS, EMR and MSK, brokers and Airflow write their logs."""
    kind = props.resource.type
    if kind == _EKS and "audit" not in props.texts("enabledClusterLogTypes"):
        yield "add 'audit' to enabled_cluster_log_types"
    elif kind == _EMR and "logUri" not in props:
        yield "set log_uri"
    elif kind == _ECS:
        command = props.object("configuration").object("executeCommandConfiguration")
        if command.get("logging", "DEFAULT") == "NONE":
            yield "set logging of execute_command_configuration to 'OVERRIDE'"
        on = {s.get("name", ""): s.get("value", "") for s in props.objects("settings")}
        if on.get("containerInsights") not in ("enabled", "enhanced"):
            yield "set containerInsights of settings to 'enabled'"
    elif kind == _KAFKA:
        logs = props.object("loggingInfo").object("brokerLogs")
        if not any(logs.object(target).get("enabled", False) is True for target in logs):
            yield "set enabled of cloudwatch_logs of broker_logs to True"
    elif kind == _BROKER and props.object("logs").get("general", False) is not True:
        yield "set general of logs to True"
    elif kind == _AIRFLOW:
        for key in _AIRFLOW_LOGS:
            if props.object("loggingConfiguration").object(key).get("enabled", False) is not True:
                yield f"set enabled of {sdk_name(key)} of logging_configuration to True"
