"""moto crashes on a feature group without an offline store, and forgets the online one."""

from typing import Any

from moto.sagemaker.models import FeatureGroup

from sandbox.account.context import Context
from sandbox.account.corrections import before_call, replace
from sandbox.account.errors import AwsError

_init = FeatureGroup.__init__


def _without_offline_store(self: Any, *args: Any, **kwargs: Any) -> None:
    """Make one with a stand-in for the offline store, then take that away."""
    offline = kwargs["offline_store_config"]
    kwargs["offline_store_config"] = offline or {"S3StorageConfig": {"S3Uri": ""}}
    _init(self, *args, **kwargs)
    if not offline:
        self.offline_store_config = None


replace(FeatureGroup, "__init__", _without_offline_store)


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
