"""Rules of Lambda's functions."""

import json
from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule

if TYPE_CHECKING:
    from sandbox.account.context import Context

_INVALID = "InvalidParameterValueException"
_RESERVED = {
    *("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
    *("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_EXECUTION_ENV", "AWS_LAMBDA_RUNTIME_API"),
    *("AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME"),
    *("AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_LOG_STREAM_NAME", "LAMBDA_TASK_ROOT"),
    *("LAMBDA_RUNTIME_DIR", "_HANDLER"),
}
_CONFIGURED = ("lambda", "CreateFunction", "UpdateFunctionConfiguration")


@rule("lambda", "CreateFunction", at="Runtime", code=_INVALID)
def archive_has_a_handler(params: Params) -> str | None:
    """CreateFunction, `Runtime` and `Handler`: required if the package is an archive."""
    if params.get("PackageType", "Zip") == "Zip":
        if "Runtime" not in params or "Handler" not in params:
            return (
                "Runtime and Handler are mandatory parameters for functions created with"
                " deployment packages."
            )
    elif "ImageUri" not in params["Code"]:
        return "Please provide ImageUri when creating a function with packageType Image."
    return None


@rule(*_CONFIGURED, at="Environment", code=_INVALID)
def variables_of_lambda_itself(params: Params) -> str | None:
    """Lambda Developer Guide, "Defined runtime environment variables": the reserved ones."""
    used = _RESERVED & set((params.get("Environment") or {}).get("Variables") or {})
    if used:
        return (
            "Lambda was unable to configure your environment variables because the environment"
            " variables you have provided contains reserved keys that are currently not supported"
            f" for modification. Reserved keys used in this request: {', '.join(sorted(used))}"
        )
    return None


@rule(*_CONFIGURED, at="Environment", code=_INVALID)
def size_of_the_environment(params: Params) -> str | None:
    """Lambda Developer Guide, "Lambda quotas": 4 KB."""
    variables = (params.get("Environment") or {}).get("Variables") or {}
    text = json.dumps(dict(variables.items()), separators=(",", ":"))
    if len(text) > 4096:
        return (
            "Lambda was unable to configure your environment variables because the environment"
            f" variables you have provided exceeded the 4KB limit. String measured: {text}"
        )
    return None


@rule(*_CONFIGURED, at="VpcConfig", code=_INVALID)
def subnets_with_groups(params: Params) -> str | None:
    """CreateFunction, `VpcConfig`: subnets and security groups, or neither."""
    vpc = params.get("VpcConfig") or {}
    if bool(vpc.get("SubnetIds")) != bool(vpc.get("SecurityGroupIds")):
        return "VPC configuration must include both subnets and security groups."
    return None


@rule("lambda", "CreateFunction", at="FileSystemConfigs", code=_INVALID)
def file_systems_are_in_a_vpc(params: Params) -> str | None:
    """Lambda Developer Guide, "Configuring file system access": through the function's VPC."""
    systems = params.get("FileSystemConfigs") or []
    if systems and not (params.get("VpcConfig") or {}).get("SubnetIds"):
        return (
            "Function must be configured to execute in a VPC to reference access point"
            f" {systems[0]['Arn']}. Please update the function configuration to include VPC"
            " subnets and security groups."
        )
    return None


@rule(*_CONFIGURED, at="Layers", code=_INVALID)
def one_version_of_a_layer(params: Params) -> str | None:
    """Lambda Developer Guide, "Managing layers": one version of each."""
    names = [arn.rpartition(":")[0] for arn in params.get("Layers") or []]
    if len(names) != len({*names}):
        return (
            "Two different versions of the same layer are not allowed to be referenced in the same"
            " function."
        )
    return None


@rule("lambda", "PutFunctionEventInvokeConfig", at="DestinationConfig", code=_INVALID)
def something_is_configured(params: Params) -> str | None:
    """PutFunctionEventInvokeConfig: "S3 buckets are supported only for on-failure destinations"."""
    names = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")
    if not any(name in params for name in names):
        return "You must specify at least one of error handling or destination setting."
    success = (params.get("DestinationConfig") or {}).get("OnSuccess") or {}
    if success.get("Destination", "").split(":")[2:3] == ["s3"]:
        return "The destination ARN is invalid: S3 is supported only for on-failure destinations."
    return None


def functions_of(context: "Context") -> Any:
    """Return moto's state of functions, which is that of the kind that runs no containers."""
    # A preview asks these rules, too, and does without moto.
    from moto.awslambda_simple.models import lambda_simple_backends

    return lambda_simple_backends[context.account][context.region]


@account_rule("lambda", "CreateEventSourceMapping", code=_INVALID)
def queue_waits_for_the_function(context: "Context") -> str | None:
    """Lambda Developer Guide, "Using Lambda with SQS": the queue's timeout is the longer one."""
    arn = context.params.get("EventSourceArn", "")
    if arn.split(":")[2:3] != ["sqs"]:
        return None
    queue = context.backend("sqs").queues.get(arn.split(":")[-1])
    functions = functions_of(context).list_functions()
    name = context.params["FunctionName"]
    for function in functions:
        if queue is not None and name in (function.function_name, function.function_arn):
            waits, runs = int(queue.visibility_timeout), int(function.timeout)
            if waits < runs:
                return (
                    f"Queue visibility timeout: {waits} seconds is less than Function timeout:"
                    f" {runs} seconds"
                )
    return None
