import json

from tests.sandbox.account.level_0 import Clients


def test_a_document_with_a_mock_integration_can_be_imported(clients: Clients) -> None:
    answer = {"type": "mock", "responses": {"default": {"statusCode": "204"}}}
    asked = {"responses": {"204": {}}, "x-amazon-apigateway-integration": answer}
    document = {"openapi": "3.0.1", "info": {}, "paths": {"/v1": {"options": asked}}}
    api = clients.apigateway.create_rest_api(name="models")["id"]
    clients.apigateway.put_rest_api(restApiId=api, body=json.dumps(document).encode())
    clients.apigateway.create_deployment(restApiId=api)
    paths = {r["path"] for r in clients.apigateway.get_resources(restApiId=api)["items"]}
    assert paths == {"/", "/v1"}
