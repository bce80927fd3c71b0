"""What rules on monitoring jobs share: how the network of each kind of job is set."""

from policies.props import Props

SCHEDULES = (
    "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
    "aws-native:sagemaker:MonitoringSchedule",
)
MONITORING_JOBS = (
    *SCHEDULES,
    "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
    "aws-native:sagemaker:DataQualityJobDefinition",
    "aws-native:sagemaker:ModelBiasJobDefinition",
    "aws-native:sagemaker:ModelExplainabilityJobDefinition",
    "aws-native:sagemaker:ModelQualityJobDefinition",
)
"""Job definitions, and the schedules that may hold one themselves."""


def network_of(job: Props) -> Props | None:
    """What says how a job is connected; None for a schedule whose job is defined elsewhere."""
    if job.resource.type in SCHEDULES:
        config = job.object("monitoringScheduleConfig")
        if "monitoringJobDefinition" not in config:
            return None
        job = config.object("monitoringJobDefinition")
    return job.object("networkConfig")
