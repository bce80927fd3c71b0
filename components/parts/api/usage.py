"""Consumers of a model API, each with a key and limits of its own."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.parts.api.settings import UsagePlanSettings


def usage_plans(
    name: str,
    plans: Mapping[str, UsagePlanSettings],
    stage: aws.apigateway.Stage,
    parent: pulumi.ComponentResource,
) -> dict[str, pulumi.Output[str]]:
    """Declare a plan and a key for each consumer; return the ids of the keys."""
    child = pulumi.ResourceOptions(parent=parent)
    keys = dict[str, pulumi.Output[str]]()
    for consumer, about in plans.items():
        month = about.get("requests_per_month")
        plan = aws.apigateway.UsagePlan(
            f"{name}-{consumer}-plan",
            description=f"What {consumer} may use",
            api_stages=[
                aws.apigateway.UsagePlanApiStageArgs(api_id=stage.rest_api, stage=stage.stage_name)
            ],
            throttle_settings=aws.apigateway.UsagePlanThrottleSettingsArgs(
                rate_limit=about["requests_per_second"],
                burst_limit=about.get("burst", about["requests_per_second"]),
            ),
            quota_settings=(
                aws.apigateway.UsagePlanQuotaSettingsArgs(limit=month, period="MONTH")
                if month
                else None
            ),
            opts=child,
        )
        key = aws.apigateway.ApiKey(
            f"{name}-{consumer}-key", description=f"Identifies {consumer}", opts=child
        )
        aws.apigateway.UsagePlanKey(
            f"{name}-{consumer}-plan-key",
            key_id=key.id,
            key_type="API_KEY",
            usage_plan_id=plan.id,
            opts=child,
        )
        keys[consumer] = key.id
    return keys
