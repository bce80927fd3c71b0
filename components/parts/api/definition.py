"""The API as an OpenAPI document, with the extensions by which API Gateway carries it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.parts.api.settings import (
    DEFAULT_CONTENT_TYPE,
    DEFAULT_TIMEOUT_MILLISECONDS,
    ApiVersionSettings,
)

Document = dict[str, Any]
"""A part of the document; any value in it may be an Output."""

TLS_POLICY = "SecurityPolicy_TLS13_1_2_2021_06"
"""Takes TLS 1.2 and 1.3; without it, a regional API also takes 1.0 (API Gateway guide,
"Security policies for REST APIs")."""

ACCESS_MODE = "STRICT"
"""Refuses requests whose TLS handshake names another host; such a policy has to state a mode."""

_FAILURES = {
    # What SageMaker answers (API reference, `InvokeEndpoint`, "Errors"), as a pattern; then what
    # the caller gets, and in which words: SageMaker's own may quote the model's.
    "413": (413, "the request is larger than the model takes"),
    "424": (424, "the model failed on this request"),
    "429|503": (503, "the model is not ready, try again"),
    "default": (502, "the model could not be asked"),
}

_REQUEST_ID = '"request_id": "$context.requestId"'


@dataclass(frozen=True, kw_only=True)
class Backend:
    """What answers one version."""

    uri: pulumi.Input[str]
    """The endpoint's invocations, as API Gateway addresses another service of AWS."""

    role_arn: pulumi.Input[str]
    """Role that may invoke that endpoint."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Who is let in."""

    scheme: Document
    """Security scheme of OpenAPI."""

    scopes: Sequence[str] = ()
    """Scopes of which a token must hold one."""

    needs_key: bool = False
    """Whether a call needs an API key too."""

    @property
    def requirement(self) -> Document:
        """What one call needs, all of it."""
        key: Document = {"key": []} if self.needs_key else {}
        return {"caller": list(self.scopes), **key}

    @property
    def schemes(self) -> Document:
        """Every security scheme that calls need."""
        key = {"type": "apiKey", "in": "header", "name": "x-api-key"}
        return {"caller": self.scheme, **({"key": key} if self.needs_key else {})}


def signed_gate() -> Document:
    """Let in who signs with AWS credentials (Signature Version 4)."""
    return _header_scheme("awsSigv4")


def token_gate(user_pool_arns: Sequence[str]) -> Document:
    """Let in who brings a token of one of the user pools."""
    authorizer = {"type": "cognito_user_pools", "providerARNs": list(user_pool_arns)}
    return {
        **_header_scheme("cognito_user_pools"),
        "x-amazon-apigateway-authorizer": authorizer,
    }


def function_gate(uri: pulumi.Input[str], role_arn: pulumi.Input[str]) -> Document:
    """Let in whom a function accepts, which is called with that role."""
    authorizer: Document = {
        "type": "token",
        "authorizerUri": uri,
        "authorizerCredentials": role_arn,
        # A kept answer would be used for other paths than the one that it was given for.
        "authorizerResultTtlInSeconds": 0,
    }
    return {**_header_scheme("custom"), "x-amazon-apigateway-authorizer": authorizer}


def definition(
    title: str,
    versions: Mapping[str, ApiVersionSettings],
    backends: Mapping[str, Backend],
    gate: Gate,
    *,
    cors_origin: str | None,
    endpoint_configuration: Document,
) -> Document:
    """Return the whole document."""
    schemas = {
        _model(version): about["request_schema"]
        for version, about in versions.items()
        if "request_schema" in about
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": title, "version": "1"},
        "paths": {
            f"/{version}/predict": {
                "post": _operation(version, about, backends[version], gate, cors_origin),
                **({"options": _preflight(cors_origin, gate)} if cors_origin else {}),
            }
            for version, about in versions.items()
        },
        "components": {
            "securitySchemes": gate.schemes,
            **({"schemas": schemas} if schemas else {}),
        },
        "x-amazon-apigateway-request-validators": {
            "body": {"validateRequestBody": True, "validateRequestParameters": False}
        },
        "x-amazon-apigateway-gateway-responses": _gateway_responses(cors_origin),
        # An import takes away what it does not state, so these stand here and on the API.
        "x-amazon-apigateway-endpoint-configuration": endpoint_configuration,
        "x-amazon-apigateway-security-policy": TLS_POLICY,
        "x-amazon-apigateway-endpoint-access-mode": ACCESS_MODE,
    }


def _header_scheme(kind: str) -> Document:
    return {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "x-amazon-apigateway-authtype": kind,
    }


def _model(version: str) -> str:
    """Name of a request's schema; API Gateway takes letters and digits alone."""
    return "".join(w.capitalize() for w in version.replace("/", "-").split("-")) + "Request"


def _operation(
    version: str,
    about: ApiVersionSettings,
    backend: Backend,
    gate: Gate,
    cors_origin: str | None,
) -> Document:
    content_type = about.get("content_type", DEFAULT_CONTENT_TYPE)
    validated = "request_schema" in about
    schema = {"$ref": f"#/components/schemas/{_model(version)}"} if validated else {}
    body = {"required": True, "content": {content_type: {"schema": schema}}}
    statuses = (200, *(status for status, _ in _FAILURES.values()))
    return {
        "security": [gate.requirement],
        **(
            {"requestBody": body, "x-amazon-apigateway-request-validator": "body"} if schema else {}
        ),
        "responses": {str(status): _response(status, cors_origin) for status in statuses},
        "x-amazon-apigateway-integration": {
            "type": "aws",
            "httpMethod": "POST",
            "uri": backend.uri,
            "credentials": backend.role_arn,
            "timeoutInMillis": about.get("timeout_milliseconds", DEFAULT_TIMEOUT_MILLISECONDS),
            "passthroughBehavior": "never",
            "requestTemplates": {content_type: "$input.body"},
            "requestParameters": _sent(about, content_type),
            "responses": _answers(cors_origin),
        },
    }


def _sent(about: ApiVersionSettings, content_type: str) -> dict[str, str]:
    """Headers that the endpoint gets: constants, nothing of the caller's."""
    sent = {"Content-Type": content_type, "Accept": content_type}
    if "variant" in about:
        sent["X-Amzn-SageMaker-Target-Variant"] = about["variant"]
    return {f"integration.request.header.{name}": f"'{value}'" for name, value in sent.items()}


def _answers(cors_origin: str | None) -> Document:
    """What the caller gets for each status of SageMaker's."""
    allowed = _allowed_origin(cors_origin, "method.response.header.")
    succeeded = {
        "statusCode": "200",
        "responseParameters": {
            "method.response.header.Content-Type": "integration.response.header.Content-Type",
            "method.response.header.X-Model-Variant": (
                "integration.response.header.x-Amzn-Invoked-Production-Variant"
            ),
            **allowed,
        },
    }
    failed = {
        pattern: {
            "statusCode": str(status),
            "responseParameters": allowed,
            "responseTemplates": {"application/json": f'{{"message": "{message}", {_REQUEST_ID}}}'},
        }
        for pattern, (status, message) in _FAILURES.items()
    }
    return {"2\\d{2}": succeeded, **failed}


def _response(status: int, cors_origin: str | None) -> Document:
    """Headers that an answer may carry; API Gateway sends no others."""
    names = ["Content-Type", "X-Model-Variant"] if status == 200 else []
    if cors_origin:
        names.append("Access-Control-Allow-Origin")
    headers = {name: {"schema": {"type": "string"}} for name in names}
    return {"description": str(status), **({"headers": headers} if headers else {})}


def _preflight(origin: str, gate: Gate) -> Document:
    """Answer a browser's question whether the page may call; it carries no credentials."""
    asked = ["Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token"]
    if gate.needs_key:
        asked.append("X-Api-Key")
    told = {"Headers": ",".join(asked), "Methods": "POST", "Origin": origin}
    headers = {f"Access-Control-Allow-{name}": value for name, value in told.items()}
    return {
        "responses": {
            "204": {
                "description": "204",
                "headers": {name: {"schema": {"type": "string"}} for name in headers},
            }
        },
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": '{"statusCode": 204}'},
            "responses": {
                "default": {
                    "statusCode": "204",
                    "responseParameters": {
                        f"method.response.header.{name}": f"'{value}'"
                        for name, value in headers.items()
                    },
                }
            },
        },
    }


def _gateway_responses(cors_origin: str | None) -> Document:
    """What API Gateway itself answers, with the request's id that its logs have too."""
    allowed = _allowed_origin(cors_origin, "gatewayresponse.header.")

    def answer(status: int | None = None, **parameters: str) -> Document:
        return {
            **({"statusCode": status} if status else {}),
            "responseParameters": {**allowed, **parameters},
            "responseTemplates": {
                "application/json": f'{{"message": $context.error.messageString, {_REQUEST_ID}}}'
            },
        }

    return {
        "DEFAULT_4XX": answer(),
        "DEFAULT_5XX": answer(),
        # The reason holds quotes, which a template cannot escape; a header takes them.
        "BAD_REQUEST_BODY": answer(
            400,
            **{"gatewayresponse.header.X-Request-Error": "context.error.validationErrorString"},
        ),
        "INTEGRATION_FAILURE": answer(502),
    }


def _allowed_origin(origin: str | None, where: str) -> dict[str, str]:
    return {f"{where}Access-Control-Allow-Origin": f"'{origin}'"} if origin else {}
