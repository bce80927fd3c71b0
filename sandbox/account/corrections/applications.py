"""Corrections of API Gateway, scaling, EMR Serverless, Lambda, Route 53 Resolver and SQS."""

import base64
from collections.abc import Mapping
from enum import Enum
from typing import Any
from urllib.parse import unquote

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.service_model import service_model

_API = "moto.apigateway.models.APIGatewayBackend"


@around("apigateway", f"{_API}.put_integration")
def mocks_call_nothing(moto: Any, self: Any, *args: Any, **given: Any) -> Any:
    """Moto cannot import a document whose integrations call nothing, as `mock` ones do."""
    if "integration_type" in given:
        given = {"uri": "", "integration_method": "", **given}
    return moto(self, *args, **given)


@around("apigateway", f"{_API}.put_rest_api")
def swagger_is_taken(moto: Any, self: Any, function_id: str, api_doc: Any, **given: Any) -> Any:
    """Moto imports OpenAPI 3 only; what it reads of a document is the same in Swagger 2.0."""
    paths = {path: _methods(said) for path, said in (api_doc.get("paths") or {}).items()}
    if api_doc.get("swagger") == "2.0":
        api_doc = {"openapi": "3.0.1", "info": api_doc.get("info", {})}
        given["fail_on_warnings"] = False  # It would be held to OpenAPI 3.
    return moto(self, function_id, {**api_doc, "paths": paths}, **given)


def _methods(said: Mapping[str, Any]) -> dict[str, Any]:
    """The methods of a path, of which moto takes every key for one."""
    named = {"x-amazon-apigateway-any-method": "any"}
    plain = {named.get(key, key): value for key, value in said.items()}
    return {k: v for k, v in plain.items() if not k.startswith("x-") and k != "parameters"}


@around(
    "apigateway",
    f"{_API}.get_domain_name",
    f"{_API}.delete_domain_name",
    f"{_API}.create_base_path_mapping",
    f"{_API}.get_base_path_mapping",
    f"{_API}.get_base_path_mappings",
    f"{_API}.update_base_path_mapping",
    f"{_API}.delete_base_path_mapping",
)
def domain_of_a_wildcard(moto: Any, self: Any, domain_name: str, *args: Any) -> Any:
    """Moto looks for `%2A.example.com`, as the address of a call spells `*.example.com`."""
    return moto(self, unquote(domain_name), *args)


@around(
    "application-autoscaling",
    "moto.applicationautoscaling.models._target_params_are_valid",
    "moto.applicationautoscaling.responses.ApplicationAutoScalingResponse._validate_params",
)
def every_dimension(moto: Any, *args: Any) -> Any:
    """Moto refuses to scale what it does not know: copies of inference components, and more."""
    shape: Any = service_model("application-autoscaling").shape_for("ScalableDimension")
    moto.__globals__["ScalableDimensionValueSet"] = Enum("Known", {d: d for d in shape.enum})
    return moto(*args)


@around("lambda", "moto.awslambda.models.LambdaFunction._get_layers_data")
def layers_of_others(moto: Any, function: Any, arns: list[str]) -> list[Any]:
    """Moto does not find layers of other accounts, as AWS's own are."""
    own = [arn for arn in arns if arn.split(":")[4] == function.account_id]
    known = {layer["Arn"]: layer for layer in moto(function, own)}
    return [known.get(arn, {"Arn": arn, "CodeSize": 0}) for arn in arns]


@after_call("lambda", "GetFunction")
def code_location(context: Context, result: dict[str, Any]) -> None:
    """Moto says of a function's code that it lies in a bucket where it does not.

    On AWS the location is an address that anybody can fetch for ten minutes; here it holds the
    archive itself, as a `data:` address, which `urllib` fetches just as well.
    """
    # The backend that runs no containers, as the account is configured.
    from moto.awslambda_simple.models import lambda_simple_backends

    name = result["Configuration"]["FunctionArn"].split(":")[6]
    functions: Any = lambda_simple_backends[context.account][context.region]
    if code := getattr(functions.get_function(name), "code_bytes", b""):  # None of an image.
        archive = base64.b64encode(code).decode()
        result["Code"]["Location"] = f"data:application/zip;base64,{archive}"


@around("sqs", "moto.sqs.models.Queue._set_attributes")
def keep_the_policy(moto: Any, self: Any, attributes: dict[str, Any], *when: Any) -> None:
    """Moto takes a queue's policy away with every change of another attribute."""
    policy = getattr(self, "policy", None)
    moto(self, attributes, *when)
    if policy and "Policy" not in attributes:
        self.policy = policy


@before_call("emr-serverless", "CreateApplication")
def engines_in_any_case(context: Context) -> None:
    """Moto knows the engines in capitals only; they are `Spark` and `Hive` in all that AWS says."""
    context.params["type"] = context.params["type"].upper()


@after_call("emr-serverless", "CreateApplication")
def starts_with_its_first_job(context: Context, result: dict[str, Any]) -> None:
    """Moto starts an application at once, and then refuses to delete it."""
    context.backend().applications[result["applicationId"]].state = "CREATED"


@before_call("route53resolver", "CreateResolverRule")
def port_of_names(context: Context) -> None:
    """Moto fails on a target without a port, which on AWS is 53."""
    if targets := context.params.get("TargetIps"):
        context.params["TargetIps"] = [{"Port": 53, **target} for target in targets]
