import json

from tests.sandbox.account.level_0 import Clients


def test_a_document_of_swagger_2_can_be_imported(clients: Clients) -> None:
    proxy = {"type": "http_proxy", "httpMethod": "ANY", "uri": "https://example.com"}
    called = {"x-amazon-apigateway-integration": proxy}
    paths = {"/v1": {"x-amazon-apigateway-any-method": called, "parameters": []}}
    document = {"swagger": "2.0", "info": {"title": "old"}, "paths": paths}
    api = clients.apigateway.create_rest_api(name="old")["id"]
    clients.apigateway.put_rest_api(
        restApiId=api, failOnWarnings=True, body=json.dumps(document).encode()
    )
    items = clients.apigateway.get_resources(restApiId=api)["items"]
    methods = {item["path"]: list(item.get("resourceMethods", {})) for item in items}
    assert methods == {"/": [], "/v1": ["ANY"]}
