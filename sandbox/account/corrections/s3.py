"""Corrections of S3."""

import json
from fnmatch import fnmatchcase
from typing import Any

from moto.s3.models import FakeBucket, S3Backend
from moto.s3.utils import LOGGING_SERVICE_PRINCIPAL

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around


@around(FakeBucket, "get_permission")
def unconditional_permission(moto: Any, self: Any, action: str, resource: str) -> Any:
    """Moto applies a bucket policy's statements without looking at their conditions.

    It would refuse every upload to a bucket that denies plain HTTP. Statements with a condition
    are left aside: most conditions are about the network a request comes from, which is loopback.
    """
    kept = self.policy
    if not kept:
        return moto(self, action, resource)
    policy = json.loads(kept)
    policy["Statement"] = [s for s in _list(policy.get("Statement")) if "Condition" not in s]
    self.policy = json.dumps(policy).encode() if policy["Statement"] else None
    try:
        return moto(self, action, resource)
    finally:
        self.policy = kept


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
    if not target_bucket.policy:
        return False
    log = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}"
    return any(
        statement.get("Effect") == "Allow"
        and LOGGING_SERVICE_PRINCIPAL in _services(statement.get("Principal"))
        and any(fnmatchcase("s3:PutObject", a) for a in _list(statement.get("Action")))
        and any(fnmatchcase(log, r) for r in _list(statement.get("Resource")))
        for statement in _list(json.loads(target_bucket.policy.decode())["Statement"])
    )


def _services(principal: Any) -> list[Any]:
    return _list(principal.get("Service")) if isinstance(principal, dict) else []


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
