"""What a model API calls, and as whom: the endpoints of its versions, and a Lambda authorizer."""

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.api.definition import (
    Backend,
    Document,
    Gate,
    function_gate,
    signed_gate,
    token_gate,
)
from components.parts.api.settings import ApiAuth, ModelApiArgs, api_auth
from components.policy_document import policy_document, trust


def backend(
    name: str,
    endpoint: pulumi.Input[str],
    boundary: pulumi.Input[str] | None,
    parent: pulumi.ComponentResource,
) -> tuple[Backend, pulumi.Resource]:
    """Declare the role of one version, which may invoke its endpoint and no other."""
    scope = AwsScope.of(parent)
    arn = scope.arn("sagemaker", pulumi.Output.concat("endpoint/", endpoint))
    role, policy = _calling_role(
        name, "sagemaker:InvokeEndpoint", arn, boundary=boundary, parent=parent
    )
    path = pulumi.Output.concat("runtime.sagemaker:path/endpoints/", endpoint, "/invocations")
    return Backend(uri=_service(scope, path), role_arn=role.arn), policy


def gate(
    name: str, args: ModelApiArgs, parent: pulumi.ComponentResource
) -> tuple[Gate, list[pulumi.Resource]]:
    """Say who is let in; with a Lambda authorizer, declare the role that calls it."""
    needs_key = bool(args.get("usage_plans"))
    auth = api_auth(args)
    if auth is ApiAuth.COGNITO:
        scheme = token_gate(args.get("user_pool_arns", []))
        return Gate(scheme=scheme, scopes=args.get("scopes", []), needs_key=needs_key), []
    if auth is ApiAuth.LAMBDA:
        scheme, after = _function(name, args, parent)
        return Gate(scheme=scheme, needs_key=needs_key), after
    return Gate(scheme=signed_gate(), needs_key=needs_key), []


def _function(
    name: str, args: ModelApiArgs, parent: pulumi.ComponentResource
) -> tuple[Document, list[pulumi.Resource]]:
    function = args.get("authorizer_function_arn", "")
    role, policy = _calling_role(
        f"{name}-authorizer",
        "lambda:InvokeFunction",
        function,
        boundary=args.get("permissions_boundary_arn"),
        parent=parent,
    )
    uri = _service(AwsScope.of(parent), f"lambda:path/2015-03-31/functions/{function}/invocations")
    return function_gate(uri, role.arn), [policy]


def _service(scope: AwsScope, path: pulumi.Input[str]) -> pulumi.Output[str]:
    """Address of another service of AWS, in API Gateway's words."""
    return pulumi.Output.concat("arn:", scope.partition, ":apigateway:", scope.region, ":", path)


def _calling_role(
    name: str,
    action: str,
    resource: pulumi.Input[str],
    *,
    boundary: pulumi.Input[str] | None,
    parent: pulumi.ComponentResource,
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Declare a role with which API Gateway takes one action on one resource, and its policy."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-role",
        description=f"What API Gateway may do for {name}",
        # AWS does not say whether API Gateway names the account when it assumes a role.
        assume_role_policy=trust(
            ["apigateway.amazonaws.com"], AwsScope.of(parent).account_id, if_sent=True
        ),
        permissions_boundary=boundary,
        opts=child,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.id,
        policy=policy_document({"Effect": "Allow", "Action": action, "Resource": resource}),
        opts=child,
    )
    return role, policy
