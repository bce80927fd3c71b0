"""Rules of API Gateway's APIs and domain names."""

from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context


@rule("apigateway", "CreateDomainName", at="certificateArn", code="BadRequestException")
def certificate_of_the_kind(params: Params) -> str | None:
    """CreateDomainName, `certificateArn` and `regionalCertificateArn`: as the endpoint type."""
    types = (params.get("endpointConfiguration") or {}).get("types") or ["EDGE"]
    if "REGIONAL" in types and "certificateArn" in params:
        return "Cannot specify certificateArn for a REGIONAL domain name."
    if "EDGE" in types and "regionalCertificateArn" in params:
        return "Cannot specify regionalCertificateArn for an EDGE domain name."
    return None


@rule("apigateway", "CreateRestApi", at="endpointConfiguration", code="BadRequestException")
def endpoints_of_private_apis(params: Params) -> str | None:
    """CreateRestApi, `endpointConfiguration.vpcEndpointIds`: "only supported for PRIVATE"."""
    config = params.get("endpointConfiguration") or {}
    if config.get("vpcEndpointIds") and "PRIVATE" not in (config.get("types") or []):
        return "vpcEndpointIds are only supported for APIs of type PRIVATE."
    return None


@rule("apigateway", "CreateUsagePlan", at="quota", code="BadRequestException")
def quota_of_a_plan(params: Params) -> str | None:
    """CreateUsagePlan, `quota`: its offset is less than its period."""
    quota = params.get("quota") or {}
    most = {"DAY": 0, "WEEK": 6, "MONTH": 27}.get(quota.get("period", "DAY"), 27)
    if quota.get("offset", 0) > most:
        return f"Usage Plan quota offset must be zero or less than {most + 1}."
    return None


@account_rule("apigateway", "DeleteDeployment", code="BadRequestException")
def deployment_in_use(context: "Context") -> str | None:
    """A deployment stays while a stage shows it."""
    api = context.backend().apis.get(context.params["restApiId"])
    stages = api.stages.values() if api is not None else ()
    if any(stage.deployment_id == context.params["deploymentId"] for stage in stages):
        return "Active stages pointing to this deployment must be moved or deleted"
    return None
