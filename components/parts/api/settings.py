"""What a team may choose about a model API."""

from enum import StrEnum
from typing import Any, NotRequired

import pulumi
from typing_extensions import TypedDict

from components.settings import team_settings
from components.wiring import HasRoles, HoldsData, InNetwork, InStack

DEFAULT_CONTENT_TYPE = "application/json"
DEFAULT_TIMEOUT_MILLISECONDS = 29_000
DEFAULT_REQUESTS_PER_SECOND = 50
DEFAULT_BURST = 100
DEFAULT_ERROR_PERCENT = 5
DEFAULT_LATENCY_MILLISECONDS = 2000
DEFAULT_FIREWALL_REQUESTS = 2000
DEFAULT_MANAGED_RULES = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
)


class ApiAuth(StrEnum):
    """Who is let in."""

    IAM = "iam"
    """Callers that sign with AWS credentials and are allowed by IAM."""

    COGNITO = "cognito"
    """Callers with a token (JWT) of a Cognito user pool."""

    LAMBDA = "lambda"
    """Callers that a Lambda authorizer of the organisation accepts."""


class ApiExposure(StrEnum):
    """Where the API can be reached from."""

    PRIVATE = "private"
    """Through interface endpoints of a VPC alone."""

    REGIONAL = "regional"
    """From the internet."""


@team_settings
class ApiVersionSettings(TypedDict):
    """One version of the API: what answers it, and what it takes."""

    endpoint: str
    """Name, within the stack, of the endpoint that answers."""

    variant: NotRequired[str]
    """Production variant that answers. Default: SageMaker chooses by the variants' weights."""

    content_type: NotRequired[str]
    """The one media type of requests and answers, of text. Default: application/json."""

    request_schema: NotRequired[dict[str, Any]]
    """JSON schema, draft 4, that a request has to satisfy. Default: any body is passed on."""

    timeout_milliseconds: NotRequired[int]
    """How long the endpoint may take, 50 to 29000. Default: 29000."""


@team_settings
class ApiDomainSettings(TypedDict):
    """A domain name of your own."""

    name: str
    """Domain name: `models.example.com`."""

    certificate_arn: str
    """ARN of its certificate in Certificate Manager, in the stack's region."""


@team_settings
class UsagePlanSettings(TypedDict):
    """What one consumer of the API may use."""

    requests_per_second: int
    """Requests a second that the consumer may make on average."""

    burst: NotRequired[int]
    """Requests that may come at once. Default: requests_per_second."""

    requests_per_month: NotRequired[int]
    """Requests that the consumer may make in a calendar month. Default: no limit."""


@team_settings
class FirewallSettings(TypedDict):
    """What AWS WAF refuses before a request reaches the API."""

    requests_per_five_minutes: NotRequired[int]
    """Requests from one address after which it is refused for a while, at least 10.
    Default: 2000."""

    managed_rules: NotRequired[list[str]]
    """Names of AWS's managed rule groups that apply. Default: reputation of addresses, common
    rules and known bad inputs."""


@team_settings
class ModelApiSettings(TypedDict):
    """What a team may choose about a model API."""

    versions: dict[str, ApiVersionSettings]
    """Versions by the path before `/predict`: `v1`, or `churn/v1` where one API serves several
    models."""

    auth: NotRequired[ApiAuth]
    """Who is let in: `iam`, `cognito` or `lambda`. Default: iam."""

    user_pool_arns: NotRequired[list[str]]
    """ARNs of the Cognito user pools whose tokens are accepted, with `cognito`. Default: none."""

    scopes: NotRequired[list[str]]
    """Scopes of which an access token must hold one, with `cognito`. Default: none, and identity
    tokens are accepted instead of access tokens."""

    authorizer_function_arn: NotRequired[str]
    """ARN of an existing Lambda authorizer, with `lambda`. Default: none."""

    exposure: NotRequired[ApiExposure]
    """Where it can be reached from: `private` or `regional`, which is the internet.
    Default: private."""

    vpc_endpoint_ids: NotRequired[list[str]]
    """Ids of existing endpoints for execute-api through which a private API is reached.
    Default: an endpoint is created in the stack's VPC."""

    allowed_cidrs: NotRequired[list[str]]
    """Address ranges that may call a regional API. Default: any."""

    caller_accounts: NotRequired[list[str]]
    """Ids of other accounts whose principals may call, with `iam`, if their own account allows it
    too. Default: none."""

    domain: NotRequired[ApiDomainSettings]
    """Domain name of a regional API, which is then reached by that name alone. Default: the name
    that AWS gives."""

    requests_per_second: NotRequired[int]
    """Requests a second that each version takes on average; more are refused with 429.
    Default: 50."""

    burst: NotRequired[int]
    """Requests that each version takes at once. Default: 100."""

    usage_plans: NotRequired[dict[str, UsagePlanSettings]]
    """Consumers by name, each with an API key and limits; every call then needs a key besides its
    credentials. Default: none."""

    cors_origin: NotRequired[str]
    """The one web origin, https://…, whose pages may call from a browser. Default: none."""

    traced: NotRequired[bool]
    """Whether requests are traced in X-Ray. Default: False."""

    firewall: NotRequired[FirewallSettings]
    """AWS WAF in front of the API. Default: none."""

    error_percent: NotRequired[int]
    """Share of requests that may fail with 5xx before an alarm, 1 to 100. Default: 5."""

    latency_milliseconds: NotRequired[int]
    """Time that one request in ten may take before an alarm. Default: 2000."""

    log_retention_days: NotRequired[int]
    """Days that its logs are kept. Default: 90."""

    sets_account_log_role: NotRequired[bool]
    """Whether this stack gives API Gateway the role with which it writes the logs of all REST APIs
    of the account and region; at most one stack of them may. Default: False, it was set before."""


class ModelApiArgs(ModelApiSettings, InStack, HasRoles, HoldsData, InNetwork):
    """Inputs of `ModelApi`."""

    api: str
    """Name of the API within the stack: `models`."""

    endpoint_names: dict[str, pulumi.Input[str]]
    """Physical names of the stack's endpoints, by the names that the team gave them."""

    topic_arn: pulumi.Input[str]
    """Topic that alarms go to."""


def api_auth(args: ModelApiSettings) -> ApiAuth:
    """Who is let in, the default filled in."""
    return ApiAuth(args.get("auth", ApiAuth.IAM))


def api_exposure(args: ModelApiSettings) -> ApiExposure:
    """Where the API can be reached from, the default filled in."""
    return ApiExposure(args.get("exposure", ApiExposure.PRIVATE))
