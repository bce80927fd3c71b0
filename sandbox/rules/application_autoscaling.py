"""Rules of Application Auto Scaling's targets, policies and scheduled actions."""

import re
from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.schedule_expressions import is_at, is_cron, is_rate

if TYPE_CHECKING:
    from sandbox.account.context import Context

_SERVICE = "application-autoscaling"
_KINDS = ("TargetTrackingScaling", "StepScaling", "PredictiveScaling")


@rule(_SERVICE, "RegisterScalableTarget", at="MinCapacity")
def capacities_in_order(params: Params) -> str | None:
    """RegisterScalableTarget, `MinCapacity` and `MaxCapacity`."""
    if params.get("MinCapacity", 0) > params.get("MaxCapacity", float("inf")):
        return "Maximum capacity cannot be less than minimum capacity"
    return None


@rule(_SERVICE, "PutScheduledAction", at="ScalableTargetAction")
def scheduled_capacities(params: Params) -> str | None:
    """PutScheduledAction, `ScalableTargetAction`."""
    action = params.get("ScalableTargetAction") or {}
    if action.get("MinCapacity", 0) > action.get("MaxCapacity", float("inf")):
        return "Maximum capacity cannot be less than minimum capacity"
    return None


@rule(_SERVICE, "PutScheduledAction", at="Schedule")
def schedule_in_its_form(params: Params) -> str | None:
    """PutScheduledAction, `Schedule`: at, rate or cron."""
    given = params.get("Schedule")
    if given is None or is_at(given) or is_rate(given, plural=False) or is_cron(given):
        return None
    return "Invalid schedule expression"


@rule(_SERVICE, "RegisterScalableTarget", "PutScalingPolicy", at="ScalableDimension")
def dimension_of_the_service(params: Params) -> str | None:
    """RegisterScalableTarget, `ScalableDimension`: it begins with the namespace."""
    space, dimension = params["ServiceNamespace"], params["ScalableDimension"]
    if dimension.split(":")[0] != space:
        return f"Unsupported service namespace, resource type or scalable dimension: {dimension}"
    return None


@rule(_SERVICE, "RegisterScalableTarget", "PutScalingPolicy", at="ResourceId")
def form_of_the_resource(params: Params) -> str | None:
    """RegisterScalableTarget, `ResourceId`: its form for what SageMaker serves."""
    forms = {
        "sagemaker:variant:DesiredInstanceCount": "endpoint/[^/]+/variant/[^/]+",
        "sagemaker:variant:DesiredProvisionedConcurrency": "endpoint/[^/]+/variant/[^/]+",
        "sagemaker:inference-component:DesiredCopyCount": "inference-component/[^/]+",
    }
    form = forms.get(params["ScalableDimension"])
    if form is None or re.fullmatch(form, params["ResourceId"]):
        return None
    return (
        "Unsupported service namespace, resource type or scalable dimension:"
        f" {params['ResourceId']}"
    )


@rule(_SERVICE, "PutScalingPolicy", at="PolicyType")
def settings_of_the_kind(params: Params) -> str | None:
    """PutScalingPolicy, `PolicyType`: the configuration of that type, and no other."""
    kind = params.get("PolicyType", "StepScaling")
    for name in _KINDS:
        if name == kind and f"{name}PolicyConfiguration" not in params:
            return f"{name} policy configuration must be specified"
        if name != kind and f"{name}PolicyConfiguration" in params:
            return f"{name} policy configuration cannot be specified for policy type {kind}"
    if kind == "PredictiveScaling" and params["ServiceNamespace"] != "ecs":
        return "PredictiveScaling is only supported for Amazon ECS."
    return None


@rule(_SERVICE, "PutScalingPolicy", at="TargetTrackingScalingPolicyConfiguration")
def one_metric(params: Params) -> str | None:
    """PutScalingPolicy, `PredefinedMetricSpecification`: it or a customized one."""
    config = params.get("TargetTrackingScalingPolicyConfiguration")
    names = ("PredefinedMetricSpecification", "CustomizedMetricSpecification")
    given = [name for name in names if config is not None and name in config]
    if len(given) == 2:
        return f"Only one of {names[0]} or {names[1]} can be set for target tracking scaling."
    if config is not None and not given:
        return f"{names[0]} or {names[1]} must be set for target tracking scaling."
    return None


@rule(_SERVICE, "PutScalingPolicy", at="TargetTrackingScalingPolicyConfiguration")
def metric_of_its_own(params: Params) -> str | None:
    """PutScalingPolicy, `CustomizedMetricSpecification`: one metric, or `Metrics`."""
    config = params.get("TargetTrackingScalingPolicyConfiguration") or {}
    metric = config.get("CustomizedMetricSpecification")
    if metric is None:
        return None
    single = [n for n in ("MetricName", "Namespace", "Statistic", "Dimensions") if metric.get(n)]
    if metric.get("Metrics") and single:
        return f"Metrics cannot be specified together with {', '.join(single)}"
    if any("Expression" in m and "MetricStat" in m for m in metric.get("Metrics") or []):
        return "Either Expression or MetricStat must be specified, but not both"
    return None


@rule(_SERVICE, "PutScalingPolicy", at="StepScalingPolicyConfiguration")
def steps(params: Params) -> str | None:
    """PutScalingPolicy, `StepAdjustments`: at least one, of a type, with bounds in order."""
    config = params.get("StepScalingPolicyConfiguration")
    if config is None:
        return None
    if not config.get("StepAdjustments"):
        return "At least one step adjustment must be specified"
    if "AdjustmentType" not in config:
        return "Adjustment type must be specified"
    for step in config["StepAdjustments"]:
        low = step.get("MetricIntervalLowerBound", float("-inf"))
        if low >= step.get("MetricIntervalUpperBound", float("inf")):
            return "Lower bound must be less than upper bound for a step adjustment"
        if config["AdjustmentType"] == "ExactCapacity" and step["ScalingAdjustment"] < 0:
            return "Scaling adjustment must be non-negative for ExactCapacity"
    return None


@account_rule(_SERVICE, "RegisterScalableTarget")
def variant_is_there(context: "Context") -> str | None:
    """SageMaker Developer Guide, "Automatic scaling": of a variant that is served."""
    found = re.fullmatch(r"endpoint/([^/]+)/variant/([^/]+)", context.params["ResourceId"])
    if context.params["ServiceNamespace"] != "sagemaker" or not found:
        return None
    endpoint = context.backend("sagemaker").endpoints.get(found[1])
    if endpoint and any(v["VariantName"] == found[2] for v in endpoint.production_variants):
        return None
    arn = f"arn:aws:sagemaker:{context.region}:{context.account}:endpoint/{found[1]}"
    return f'Could not find endpoint "{arn}" with variant "{found[2]}".'


@account_rule(_SERVICE, "PutScalingPolicy", "PutScheduledAction", code="ObjectNotFoundException")
def target_is_registered(context: "Context") -> str | None:
    """PutScalingPolicy: "You cannot create a scaling policy until you have registered"."""
    sent = context.params
    space, dimension = sent["ServiceNamespace"], sent.get("ScalableDimension")
    found = context.backend().describe_scalable_targets(space, [sent["ResourceId"]], dimension)
    if found:
        return None
    return (
        f"No scalable target registered for service namespace: {space}, resource ID:"
        f" {sent['ResourceId']}, scalable dimension: {dimension}"
    )
