from tests.sandbox.account.corrections.support import refused, serving
from tests.sandbox.account.level_0 import Clients


def test_only_an_endpoint_that_exists_answers(clients: Clients) -> None:
    invoke = clients.sagemaker_runtime.invoke_endpoint
    code, text = refused(invoke, EndpointName="absent", Body=b"1")
    assert code == "ValidationError"
    assert text == "Endpoint absent of account 000000000000 not found."
    serving(clients.sagemaker, "invoked")
    clients.sagemaker.create_endpoint(EndpointName="invoked", EndpointConfigName="invoked")
    assert invoke(EndpointName="invoked", Body=b"1")["Body"].read()
