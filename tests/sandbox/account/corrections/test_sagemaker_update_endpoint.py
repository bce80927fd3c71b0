from tests.sandbox.account.corrections.support import refused, serving
from tests.sandbox.account.level_0 import Clients


def test_an_update_deploys_another_configuration(clients: Clients) -> None:
    sm = clients.sagemaker
    serving(sm, "first")
    serving(sm, "second")
    sm.create_endpoint(EndpointName="moves", EndpointConfigName="first")
    code, text = refused(sm.update_endpoint, EndpointName="moves", EndpointConfigName="absent")
    assert (code, 'Could not find endpoint configuration "' in text) == (
        "ValidationException",
        True,
    )
    code, text = refused(sm.update_endpoint, EndpointName="absent", EndpointConfigName="first")
    assert 'Could not find endpoint "' in text
    sm.update_endpoint(EndpointName="moves", EndpointConfigName="second")
    shown = sm.describe_endpoint(EndpointName="moves")
    assert (shown["EndpointConfigName"], shown["EndpointStatus"]) == ("second", "InService")
