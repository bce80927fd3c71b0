"""Corrections of S3."""

from typing import Any

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.utils import LOGGING_SERVICE_PRINCIPAL

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around
from sandbox.account.iam.policies import Asked, Statements, applies, statements


@around(FakeBucket, "get_permission")
def for_everybody(_moto: Any, self: Any, action: str, resource: str) -> PermissionResult:
    """Moto applies a bucket policy's statements whomever they name and on whatever condition.

    It would refuse every upload to a bucket that denies plain HTTP. Here those count that are for
    everybody, or the whole account, and have no condition; most are about the network.
    """
    root = f"arn:{self.partition}:iam::{self.account_id}:root"
    asked, names = Asked(action, resource, {}), {"*", self.account_id, root}
    said = {
        statement["Effect"]
        for statement in _statements(self)
        if "Condition" not in statement and applies(statement, asked, names)
    }
    if "Deny" in said:
        return PermissionResult.DENIED
    return PermissionResult.PERMITTED if said else PermissionResult.NEUTRAL


@after_call("s3", "GetBucketNotificationConfiguration")
def tells_eventbridge(context: Context, result: dict[str, Any]) -> None:
    """Moto does not say that a bucket sends events to EventBridge."""
    bucket = context.backend().get_bucket(context.params["Bucket"])
    kept = bucket.notification_configuration
    if kept is not None and kept.event_bridge is not None:
        result["EventBridgeConfiguration"] = {}


@around(S3Backend, "put_object_lock_configuration")
def lock_any_bucket(moto: Any, self: Any, bucket_name: str, *given: Any, **more: Any) -> None:
    """Moto locks the objects of an empty bucket only; AWS those to come of any versioned one."""
    bucket = self.get_bucket(bucket_name)
    objects, bucket.keys = bucket.keys, type(bucket.keys)()
    try:
        moto(self, bucket_name, *given, **more)
    finally:
        bucket.keys = objects


@around(FakeBucket, "_log_permissions_enabled_policy")
def logs_may_come(_moto: Any, _self: Any, target_bucket: Any, target_prefix: str | None) -> bool:
    """Moto wants the log service's statement in one spelling, and crashes on one for everybody.

    Here a statement allows the delivery when its action, principal and resource cover it.
    """
    log = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}"
    asked = Asked("s3:PutObject", log, {})
    return any(
        statement["Effect"] == "Allow"
        and applies({**statement, "Condition": {}}, asked, {LOGGING_SERVICE_PRINCIPAL})
        for statement in _statements(target_bucket)
    )


def _statements(bucket: Any) -> Statements:
    return statements(bucket.policy.decode() if bucket.policy else None)
