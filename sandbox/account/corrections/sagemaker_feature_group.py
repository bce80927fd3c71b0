"""The service model does not say that a feature group needs a store."""

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("sagemaker", "CreateFeatureGroup")
def at_least_one_store(context: Context) -> None:
    """AWS wants one store or both."""
    online = context.params.get("OnlineStoreConfig", {}).get("EnableOnlineStore", False)
    if not online and "OfflineStoreConfig" not in context.params:
        raise AwsError(
            "ValidationException",
            "Validation Error: OnlineStore and OfflineStore cannot be both disabled. Please enable"
            " at least one of them and retry the request.",
        )
