"""How a model API is put into service: its deployment, its stage, its limits and its logs."""

import hashlib
import json

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.api.settings import (
    DEFAULT_BURST,
    DEFAULT_REQUESTS_PER_SECOND,
    ModelApiArgs,
)
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.policy_document import trust

STAGE = "live"
"""The one stage; environments are stacks."""

_LOGGED = {
    "request_id": "requestId",
    "time": "requestTime",
    "method": "httpMethod",
    "path": "resourcePath",
    "status": "status",
    "caller": "identity.userArn",
    "account": "identity.accountId",
    "subject": "authorizer.claims.sub",
    "api_key": "identity.apiKeyId",
    "address": "identity.sourceIp",
    "vpc_endpoint": "identity.vpceId",
    "bytes": "responseLength",
    "milliseconds": "responseLatency",
    "model_milliseconds": "integration.latency",
    "model_status": "integration.status",
    "error": "error.responseType",
    "firewall": "waf.status",
    "tls": "tlsVersion",
}
"""By name in the access log, the variable of API Gateway; nothing of what was asked or answered."""


def account_log_role(
    name: str, boundary: pulumi.Input[str] | None, parent: pulumi.ComponentResource
) -> aws.apigateway.Account:
    """Give API Gateway the role with which it writes every log of the account and region.

    There is one such setting, and deleting the resource empties it for all other APIs. Both
    therefore stay when the stack goes.
    """
    scope = AwsScope.of(parent)
    kept = pulumi.ResourceOptions(parent=parent, retain_on_delete=True)
    role = aws.iam.Role(
        f"{name}-account-logs",
        description="Writes the logs of all REST APIs of the account and region",
        assume_role_policy=trust(["apigateway.amazonaws.com"], scope.account_id, if_sent=True),
        permissions_boundary=boundary,
        opts=kept,
    )
    attached = aws.iam.RolePolicyAttachment(
        f"{name}-account-logs-policy",
        role=role.name,
        policy_arn=pulumi.Output.concat(
            *("arn:", scope.partition, ":iam::aws:policy/service-role/"),
            "AmazonAPIGatewayPushToCloudWatchLogs",
        ),
        opts=kept,
    )
    return aws.apigateway.Account(
        f"{name}-account",
        cloudwatch_role_arn=role.arn,
        opts=pulumi.ResourceOptions(parent=parent, retain_on_delete=True, depends_on=[attached]),
    )


def deployed_stage(
    name: str,
    args: ModelApiArgs,
    api: aws.apigateway.RestApi,
    content: pulumi.Input[str],
    parent: pulumi.ComponentResource,
    after: list[pulumi.Resource],
) -> aws.apigateway.Stage:
    """Declare the stage, and its deployment, which is made anew with all that the API is made of.

    `content` is that, and `after` is what has to be there before the API answers.
    """
    child = pulumi.ResourceOptions(parent=parent)
    access = _log_group(f"{name}-access-logs", args, parent)
    # API Gateway makes this one itself, for ever and without a key, unless it exists.
    failures = _log_group(
        f"{name}-failure-logs",
        args,
        parent,
        pulumi.Output.concat("API-Gateway-Execution-Logs_", api.id, f"/{STAGE}"),
    )
    # Changes of an API reach nobody before it is deployed. The engine makes the new deployment,
    # points the stage to it and removes the old one last.
    deployment = aws.apigateway.Deployment(
        f"{name}-deployment",
        rest_api=api.id,
        triggers={"definition": pulumi.Output.from_input(content).apply(_digest)},
        opts=pulumi.ResourceOptions(parent=parent, depends_on=after),
    )
    stage = aws.apigateway.Stage(
        f"{name}-stage",
        rest_api=api.id,
        deployment=deployment.id,
        stage_name=STAGE,
        xray_tracing_enabled=args.get("traced", False),
        access_log_settings=aws.apigateway.StageAccessLogSettingsArgs(
            destination_arn=access.arn,
            format=json.dumps({key: f"$context.{path}" for key, path in _LOGGED.items()}),
        ),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[*after, failures]),
    )
    aws.apigateway.MethodSettings(
        f"{name}-limits",
        rest_api=api.id,
        stage_name=stage.stage_name,
        method_path="*/*",
        settings=aws.apigateway.MethodSettingsSettingsArgs(
            throttling_rate_limit=args.get("requests_per_second", DEFAULT_REQUESTS_PER_SECOND),
            throttling_burst_limit=args.get("burst", DEFAULT_BURST),
            logging_level="ERROR",
            # Would write whole requests and answers into the log.
            data_trace_enabled=False,
            metrics_enabled=True,
        ),
        opts=child,
    )
    return stage


def _log_group(
    name: str,
    args: ModelApiArgs,
    parent: pulumi.ComponentResource,
    physical_name: pulumi.Input[str] | None = None,
) -> aws.cloudwatch.LogGroup:
    return aws.cloudwatch.LogGroup(
        name,
        name=physical_name,
        retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
        kms_key_id=args["kms_key_arn"],
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]
