"""Corrections of Athena, FSx, Lake Formation and S3."""

import datetime
from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call
from sandbox.account.determinism import ACCOUNT_CREATED
from sandbox.account.iam.policies import Asked, Statements, applies, statements


@after_call("athena", "CreateWorkGroup")
def remember(context: Context, _result: dict[str, Any]) -> None:
    """Moto says of every workgroup that it was made this moment."""
    made = datetime.datetime.now(datetime.UTC)
    context.backend().work_groups[context.params["Name"]].made = made


@after_call("athena", "GetWorkGroup", "ListWorkGroups")
def say(context: Context, result: dict[str, Any]) -> None:
    """Say when it was made; the one that every account has, with the account."""
    account_made = datetime.datetime.fromtimestamp(ACCOUNT_CREATED, datetime.UTC)
    for shown in result.get("WorkGroups") or [result["WorkGroup"]]:
        workgroup = context.backend().work_groups[shown["Name"]]
        shown["CreationTime"] = getattr(workgroup, "made", account_made)


@after_call("fsx", "CreateFileSystem")
def name_the_mount(context: Context, result: dict[str, Any]) -> None:
    """Moto gives a Lustre file system no name to mount it by: eight small letters and digits."""
    found = result["FileSystem"]["FileSystemId"]
    file_system = context.backend().file_systems[found]
    if file_system.file_system_type == "LUSTRE":
        named = {"MountName": found.removeprefix("fs-")[:8]}
        file_system.lustre_configuration = {**(file_system.lustre_configuration or {}), **named}
        result["FileSystem"]["LustreConfiguration"] = file_system.lustre_configuration


@before_call("lakeformation", "ListPermissions")
def find(context: Context) -> Mapping[str, Any] | None:
    """Moto does not find the permissions of a principal on exactly one thing, such as columns."""
    asked = {name: context.params.get(name) for name in ("Principal", "Resource")}
    if None in asked.values():
        return None
    catalogue = context.backend().grants.get(context.params.get("CatalogId", context.account))
    shown = [p.to_external_form() for p in catalogue.permissions] if catalogue else []
    return {"PrincipalResourcePermissions": [p for p in shown if asked.items() <= p.items()]}


@around("s3", "moto.s3.models.FakeBucket.get_permission")
def for_everybody(_moto: Any, self: Any, action: str, resource: str) -> Any:
    """Moto applies a bucket policy's statements whomever they name and on whatever condition.

    It would refuse every upload to a bucket that denies plain HTTP. Here those count that are for
    everybody, or the whole account, and have no condition; most are about the network.
    """
    from moto.iam.access_control import PermissionResult

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


@around("s3", "moto.s3.models.S3Backend.put_object_lock_configuration")
def lock_any_bucket(moto: Any, self: Any, bucket_name: str, *given: Any, **more: Any) -> None:
    """Moto locks the objects of an empty bucket only; AWS those to come of any versioned one."""
    bucket = self.get_bucket(bucket_name)
    objects, bucket.keys = bucket.keys, type(bucket.keys)()
    try:
        moto(self, bucket_name, *given, **more)
    finally:
        bucket.keys = objects


@around("s3", "moto.s3.models.FakeBucket._log_permissions_enabled_policy")
def logs_may_come(_moto: Any, _self: Any, target_bucket: Any, target_prefix: str | None) -> bool:
    """Moto wants the log service's statement in one spelling, and crashes on one for everybody.

    Here a statement allows the delivery when its action, principal and resource cover it.
    """
    log = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}"
    asked = Asked("s3:PutObject", log, {})
    return any(
        statement["Effect"] == "Allow"
        and applies({**statement, "Condition": {}}, asked, {"logging.s3.amazonaws.com"})
        for statement in _statements(target_bucket)
    )


def _statements(bucket: Any) -> Statements:
    return statements(bucket.policy.decode() if bucket.policy else None)
