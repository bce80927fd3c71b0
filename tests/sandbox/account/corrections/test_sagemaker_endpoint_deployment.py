from tests.sandbox.account.corrections.support import serving
from tests.sandbox.account.level_0 import Clients


def test_how_an_endpoint_was_deployed_can_be_read(clients: Clients) -> None:
    sm = clients.sagemaker
    serving(sm, "deployed")
    policy = {
        "BlueGreenUpdatePolicy": {
            "TrafficRoutingConfiguration": {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": 60}
        }
    }
    sm.create_endpoint(
        EndpointName="deployed", EndpointConfigName="deployed", DeploymentConfig=policy
    )
    shown = sm.describe_endpoint(EndpointName="deployed")
    assert shown["LastDeploymentConfig"] == policy
    assert "DataCaptureConfig" not in shown
