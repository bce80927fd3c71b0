"""A Lambda function of the platform's own: its code, role, logs and an alarm when it fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.common.alarm_on_any import alarm_on_any
from components.parts.common.dead_letters import DeadLetters
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from components.policy_document import Statement, policy_document, trust

RUNTIME = "python3.13"
"""Lambda's Python; AWS supports it until June 2029 (Lambda Developer Guide, "Runtimes")."""

_RETRIES = 2
_OLDEST_EVENT_SECONDS = 6 * 3600


@dataclass(frozen=True, kw_only=True)
class FunctionSpec:
    """What a function runs and what it may do."""

    code: str
    """Name of its file in `components/functions/`, which defines `handler(event, context)`."""

    files: Sequence[str] = ()
    """Names of further files of that folder that its code needs."""

    description: str
    """What it does, in one sentence."""

    environment: Mapping[str, pulumi.Input[str]] = field(
        default_factory=dict[str, pulumi.Input[str]]
    )
    """What its code reads from the environment."""

    statements: Sequence[Statement]
    """What it may do besides writing its logs."""

    into_closed_zones: bool = False
    """Whether it reads or writes objects also of zones that are open to the VPC only; it may still
    do no more there than its statements say."""

    kms_key_arn: pulumi.Input[str]
    """Key of its environment and logs."""

    topic_arn: pulumi.Input[str]
    """Topic that hears when it fails."""

    timeout_seconds: int = 60
    """Seconds after which a run is stopped."""

    memory_mb: int = 256
    """Its memory; processor and network grow with it."""

    log_retention_days: int = DEFAULT_LOG_RETENTION_DAYS
    """Days that its logs are kept."""

    function_name: str | None = None
    """Its physical name, where people invoke it. Otherwise Pulumi makes one up."""

    dead_letters: DeadLetters | None = None
    """Where an event goes that it failed on each time. Otherwise it is dropped."""


@dataclass(frozen=True, kw_only=True)
class PlatformFunction:
    """A function with its alarms."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    alarm_names: dict[str, pulumi.Output[str]]
    """Names of the alarms on its runs and on what it gave up, by what they watch."""


def platform_function(
    name: str,
    spec: FunctionSpec,
    *,
    parent: pulumi.ComponentResource,
    boundary: pulumi.Input[str] | None,
) -> PlatformFunction:
    """Declare a function that is ready once it can be referred to: after its role's policy.

    It stays outside the VPC: it talks to nothing but AWS's own APIs, and in a network without
    internet it would need an endpoint for each of them.
    """
    child = pulumi.ResourceOptions(parent=parent)
    logs = aws.cloudwatch.LogGroup(
        f"{name}-logs",
        retention_in_days=spec.log_retention_days,
        kms_key_id=spec.kms_key_arn,
        opts=child,
    )
    role = aws.iam.Role(
        f"{name}-role",
        description=spec.description,
        # AWS does not say whether Lambda names the account when it assumes a role.
        assume_role_policy=trust(
            ["lambda.amazonaws.com"], AwsScope.of(parent).account_id, if_sent=True
        ),
        permissions_boundary=boundary,
        tags=OUTSIDE_VPC_TAG if spec.into_closed_zones else None,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.id,
        policy=policy_document(
            {
                "Sid": "WriteLogs",
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": pulumi.Output.concat(logs.arn, ":*"),
            },
            {
                "Sid": "ReadTheEnvironment",
                "Effect": "Allow",
                "Action": "kms:Decrypt",
                "Resource": spec.kms_key_arn,
            },
            *(spec.dead_letters.statements() if spec.dead_letters else ()),
            *spec.statements,
        ),
        opts=child,
    )
    function = aws.lambda_.Function(
        # Short: with the characters that Pulumi adds, it fits the 64 of a function.
        f"{name}-code",
        name=spec.function_name,
        description=spec.description,
        runtime=RUNTIME,
        architectures=["arm64"],
        handler=f"{spec.code}.handler",
        code=pulumi.AssetArchive(
            {f"{file}.py": pulumi.StringAsset(_source(file)) for file in (spec.code, *spec.files)}
        ),
        role=role.arn,
        memory_size=spec.memory_mb,
        timeout=spec.timeout_seconds,
        kms_key_arn=spec.kms_key_arn,
        environment=aws.lambda_.FunctionEnvironmentArgs(variables=dict(spec.environment)),
        logging_config=aws.lambda_.FunctionLoggingConfigArgs(
            log_format="JSON", log_group=logs.name
        ),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[policy]),
    )
    failed = alarm_on_any(
        f"{name}-failed",
        f"{spec.description}: it failed; its log group says why",
        ("AWS/Lambda", "Errors"),
        {"FunctionName": function.name},
        topic_arn=spec.topic_arn,
        parent=parent,
    )
    alarms = {"function-errors": failed}
    if spec.dead_letters is not None:
        _keep_what_fails(name, function, spec.dead_letters, parent)
        alarms["dead-letters"] = spec.dead_letters.alarm_name
    return PlatformFunction(name=function.name, arn=function.arn, alarm_names=alarms)


def _keep_what_fails(
    name: str,
    function: aws.lambda_.Function,
    dead_letters: DeadLetters,
    parent: pulumi.ComponentResource,
) -> None:
    """Try an event three times, a minute and two minutes apart, then keep it.

    Where an account is at its limit of concurrent runs, Lambda throttles instead, and tries those
    events again until they are too old (Lambda Developer Guide, "How Lambda handles errors and
    retries with asynchronous invocation").
    """
    destination = aws.lambda_.FunctionEventInvokeConfigDestinationConfigArgs(
        on_failure=aws.lambda_.FunctionEventInvokeConfigDestinationConfigOnFailureArgs(
            destination=dead_letters.arn
        )
    )
    aws.lambda_.FunctionEventInvokeConfig(
        f"{name}-retries",
        function_name=function.name,
        maximum_retry_attempts=_RETRIES,
        maximum_event_age_in_seconds=_OLDEST_EVENT_SECONDS,
        destination_config=destination,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def let_invoke(
    name: str,
    function: PlatformFunction,
    service: str,
    source_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> aws.lambda_.Permission:
    """Let one resource of an AWS `service`, `events.amazonaws.com`, invoke the function."""
    return aws.lambda_.Permission(
        name,
        action="lambda:InvokeFunction",
        function=function.name,
        principal=service,
        source_arn=source_arn,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _source(code: str) -> str:
    return resources.files("components.functions").joinpath(f"{code}.py").read_text("utf-8")
