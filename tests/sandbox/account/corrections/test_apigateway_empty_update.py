from tests.sandbox.account.level_0 import Clients


def test_an_update_that_changes_nothing_shows_the_account(clients: Clients) -> None:
    assert "throttleSettings" in clients.apigateway.update_account()


def test_an_update_that_changes_nothing_shows_the_stage(clients: Clients) -> None:
    gateway = clients.apigateway
    api = gateway.create_rest_api(name="a")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="NONE")
    gateway.put_integration(**method, type="MOCK")
    gateway.create_deployment(restApiId=api, stageName="live")
    assert gateway.update_stage(restApiId=api, stageName="live")["stageName"] == "live"
