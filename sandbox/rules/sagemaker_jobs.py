"""Rules of SageMaker's training jobs, monitoring jobs and their schedules."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.rules import Params, rule

_INPUTS = {
    "CreateDataQualityJobDefinition": "DataQualityJobInput",
    "CreateModelQualityJobDefinition": "ModelQualityJobInput",
    "CreateModelBiasJobDefinition": "ModelBiasJobInput",
    "CreateModelExplainabilityJobDefinition": "ModelExplainabilityJobInput",
}
_LOCAL_DISK = re.compile(
    r"ml\.([cmr]\d(g|i|a)?d|g4dn|g5|g6e?|i3en|p3dn|p4de?|p5(e|en)?|trn1n?|trn2)\."
)
_ROOT = "/opt/ml/processing"


@rule("sagemaker", "CreateTrainingJob")
def waiting_for_spot(params: Params) -> str | None:
    """CreateTrainingJob, `MaxWaitTimeInSeconds`: only for spot, and not below the run time."""
    stop = params.get("StoppingCondition") or {}
    spot = params.get("EnableManagedSpotTraining")
    if spot and "MaxWaitTimeInSeconds" not in stop:
        return (
            "MaxWaitTimeInSeconds above 0 is required in StoppingCondition when"
            " EnableManagedSpotTraining is set."
        )
    if not spot and "MaxWaitTimeInSeconds" in stop:
        return (
            "MaxWaitTimeInSeconds can only be specified in StoppingCondition when"
            " EnableManagedSpotTraining is set."
        )
    if spot and stop["MaxWaitTimeInSeconds"] < stop.get("MaxRuntimeInSeconds", 86400):
        return (
            "Invalid MaxWaitTimeInSeconds. It must be equal to or greater than MaxRuntimeInSeconds"
        )
    return None


@rule("sagemaker", "CreateTrainingJob")
def local_disks_have_their_own_key(params: Params) -> str | None:
    """CreateTrainingJob, `VolumeKmsKeyId`."""
    resources = params.get("ResourceConfig") or {}
    if "VolumeKmsKeyId" in resources and _LOCAL_DISK.match(resources.get("InstanceType", "")):
        return (
            "You can't request a VolumeKmsKeyId when using an instance type with local storage:"
            f" {resources['InstanceType']}."
        )
    return None


def _job_inputs(params: Params) -> Iterator[Any]:
    for name in _INPUTS.values():
        if name in params:
            yield params[name]
    schedule = params.get("MonitoringScheduleConfig") or {}
    yield from (schedule.get("MonitoringJobDefinition") or {}).get("MonitoringInputs") or []


@rule(
    "sagemaker",
    *_INPUTS,
    "CreateMonitoringSchedule",
    "UpdateMonitoringSchedule",
    at=" ".join(_INPUTS.values()),
)
def endpoint_or_batch(params: Params) -> str | None:
    """`MonitoringInput`: what an endpoint has captured, or what a batch transform has."""
    for given in _job_inputs(params):
        if ("EndpointInput" in given) == ("BatchTransformInput" in given):
            return "Exactly one of EndpointInput and BatchTransformInput must be specified."
    return None


@rule("sagemaker", *_INPUTS, at=" ".join(_INPUTS.values()))
def paths_below_processing(params: Params) -> str | None:
    """CreateProcessingJob, `LocalPath`: "an absolute path … must begin with /opt/ml/processing"."""
    paths = list[Any]()
    for given in _job_inputs(params):
        one = given.get("EndpointInput") or given.get("BatchTransformInput") or {}
        paths.append(one.get("LocalPath", _ROOT))
    for name, member in params.items():
        if name.endswith("JobOutputConfig"):
            paths += [output["S3Output"]["LocalPath"] for output in member["MonitoringOutputs"]]
    wrong = next((p for p in paths if p != _ROOT and not p.startswith(f"{_ROOT}/")), None)
    return None if wrong is None else f"LocalPath {wrong} must be below {_ROOT}."


@rule("sagemaker", "CreateMonitoringSchedule", "UpdateMonitoringSchedule")
def hours_of_a_schedule(params: Params) -> str | None:
    """CreateMonitoringSchedule, `ScheduleExpression`: hourly, every few hours, daily, or now."""
    schedule = params["MonitoringScheduleConfig"].get("ScheduleConfig") or {}
    given = schedule.get("ScheduleExpression", "NOW")
    hour = r"(\*|([01]?\d|2[0-3])(/(0?[1-9]|1\d|2[0-4]))?)"
    if given != "NOW" and not re.fullmatch(rf"cron\(0 {hour} \? \* \* \*\)", given):
        return (
            f"Invalid ScheduleExpression {given}: only hourly, every few hours and daily cron"
            " expressions, and NOW, are supported."
        )
    if given == "NOW" and "ScheduleExpression" in schedule:
        needed = ("DataAnalysisStartTime", "DataAnalysisEndTime")
        if not all(name in schedule for name in needed):
            return "DataAnalysisStartTime and DataAnalysisEndTime are required with NOW."
    return None
