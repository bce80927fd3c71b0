"""moto lets endpoints be called that do not exist."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("sagemaker-runtime", "InvokeEndpoint", "InvokeEndpointAsync")
def endpoint_exists(context: Context) -> None:
    """Refuse a name that no endpoint has."""
    name = context.params["EndpointName"]
    if name not in context.backend("sagemaker").endpoints:
        text = f"Endpoint {name} of account {context.account} not found."
        raise AwsError("ValidationError", text)
