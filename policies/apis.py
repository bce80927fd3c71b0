"""What rules on APIs share: the stages of API Gateway and what is set for them."""

from policies.plan_view import PlanView
from policies.props import Props

REST_API = "aws:apigateway/restApi:RestApi"
REST_STAGE = "aws:apigateway/stage:Stage"
HTTP_STAGE = "aws:apigatewayv2/stage:Stage"

_METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
_ALL_METHODS = "*/*"


def of_all_methods(stage: Props, plan: PlanView) -> tuple[Props, ...]:
    """Settings of a REST stage that hold for each of its methods."""
    return tuple(
        found.object("settings")
        for found in plan.about(stage, _METHOD_SETTINGS, key="stageName")
        if found["methodPath"] == _ALL_METHODS and _same_api(stage, found, plan)
    )


def _same_api(stage: Props, settings: Props, plan: PlanView) -> bool:
    """Whether both are of one API: stages of several may have one name."""
    own = plan.sources(stage, "restApi", REST_API)
    if own:
        return [api.resource.urn for api in own] == [
            api.resource.urn for api in plan.sources(settings, "restApi", REST_API)
        ]
    return stage.raw("restApi") == settings.raw("restApi")
