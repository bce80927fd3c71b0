from tests.sandbox.account.level_0 import Clients


def test_an_update_that_changes_nothing_shows_the_account(clients: Clients) -> None:
    assert "throttleSettings" in clients.apigateway.update_account()
