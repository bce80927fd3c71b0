"""Corrections of API Gateway."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from moto.apigateway.models import APIGatewayBackend

from sandbox.account.corrections import around


@around(APIGatewayBackend, "put_integration")
def mocks_call_nothing(moto: Any, self: Any, *args: Any, **given: Any) -> Any:
    """Moto cannot import a document whose integrations call nothing, as `mock` ones do."""
    if "integration_type" in given:
        given = {"uri": "", "integration_method": "", **given}
    return moto(self, *args, **given)


@around(APIGatewayBackend, "put_rest_api")
def swagger_is_taken(moto: Any, self: Any, function_id: str, api_doc: Any, **given: Any) -> Any:
    """Moto imports OpenAPI 3 only; what it reads of a document is the same in Swagger 2.0."""
    paths = {path: _methods(said) for path, said in (api_doc.get("paths") or {}).items()}
    if api_doc.get("swagger") == "2.0":
        api_doc = {"openapi": "3.0.1", "info": api_doc.get("info", {})}
        given["fail_on_warnings"] = False  # It would be held to OpenAPI 3.
    return moto(self, function_id, {**api_doc, "paths": paths}, **given)


@around(APIGatewayBackend, "get_domain_name")
@around(APIGatewayBackend, "delete_domain_name")
@around(APIGatewayBackend, "create_base_path_mapping")
@around(APIGatewayBackend, "get_base_path_mapping")
@around(APIGatewayBackend, "get_base_path_mappings")
@around(APIGatewayBackend, "update_base_path_mapping")
@around(APIGatewayBackend, "delete_base_path_mapping")
def domain_of_a_wildcard(moto: Any, self: Any, domain_name: str, *args: Any) -> Any:
    """Moto looks for `%2A.example.com`, as the address of a call spells `*.example.com`."""
    return moto(self, unquote(domain_name), *args)


def _methods(said: Mapping[str, Any]) -> dict[str, Any]:
    """The methods of a path, of which moto takes every key for one."""
    named = {"x-amazon-apigateway-any-method": "any"}
    plain = {named.get(key, key): value for key, value in said.items()}
    return {k: v for k, v in plain.items() if not k.startswith("x-") and k != "parameters"}
