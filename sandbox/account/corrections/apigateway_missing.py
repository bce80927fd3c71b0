"""moto fails when something of API Gateway is asked for or deleted that is gone already."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError

_KEPT_IN = {
    "DeleteRestApi": ("restApiId", "apis", "API"),
    "DeleteUsagePlan": ("usagePlanId", "usage_plans", "Usage Plan"),
    "DeleteUsagePlanKey": ("usagePlanId", "usage_plan_keys", "Usage Plan"),
}


@before_call("apigateway", *_KEPT_IN)
def must_exist(context: Context) -> None:
    """Refuse an id that nothing has."""
    member, attribute, kind = _KEPT_IN[context.call.name]
    kept = getattr(context.backend(), attribute).get(context.params[member])
    key = context.params.get("keyId")
    if kept is None or (key is not None and key not in kept):
        raise AwsError("NotFoundException", f"Invalid {kind} identifier specified")


@before_call("apigateway", "GetDeployment", "DeleteDeployment")
def deployment_must_exist(context: Context) -> None:
    """Refuse a deployment that its API does not have."""
    api = context.backend().apis.get(context.params["restApiId"])
    if api is None or context.params["deploymentId"] not in api.deployments:
        raise AwsError("NotFoundException", "Invalid Deployment identifier specified")
