"""Rules of Application Auto Scaling's targets, policies and scheduled actions."""

import itertools
import re
from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.schedule_expressions import is_at, is_cron, is_rate

if TYPE_CHECKING:
    from sandbox.account.context import Context

_SERVICE = "application-autoscaling"


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


@rule(_SERVICE, "PutScalingPolicy", at="StepScalingPolicyConfiguration")
def steps(params: Params) -> str | None:
    """StepAdjustment: "The ranges of your step adjustments can't overlap or have a gap"."""
    config = params.get("StepScalingPolicyConfiguration") or {}
    found = config.get("StepAdjustments") or []
    if config.get("AdjustmentType") == "ExactCapacity" and any(
        step["ScalingAdjustment"] < 0 for step in found
    ):
        return "Scaling adjustment must be non-negative for ExactCapacity"
    inf = float("inf")
    ranges = sorted(
        (step.get("MetricIntervalLowerBound", -inf), step.get("MetricIntervalUpperBound", inf))
        for step in found
    )
    if any(end != start for (_, end), (start, _) in itertools.pairwise(ranges)):
        return "Step adjustment ranges must not overlap or have a gap"
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
