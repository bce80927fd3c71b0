import pytest
from botocore.exceptions import ClientError

from tests.sandbox.account.level_0 import Clients


@pytest.mark.parametrize(
    ("operation", "ids"),
    [
        ("delete_rest_api", {"restApiId": "gone"}),
        ("get_deployment", {"restApiId": "gone", "deploymentId": "gone"}),
        ("delete_usage_plan", {"usagePlanId": "gone"}),
        ("delete_usage_plan_key", {"usagePlanId": "gone", "keyId": "gone"}),
    ],
)
def test_what_is_gone_is_not_found(clients: Clients, operation: str, ids: dict[str, str]) -> None:
    with pytest.raises(ClientError) as error:
        getattr(clients.apigateway, operation)(**ids)
    assert error.value.response["Error"]["Code"] == "NotFoundException"
