"""moto crashes on a target bucket whose policy has a statement for everybody.

It also wants the log service's statement in one single spelling. Here a statement allows the
delivery when its action, principal and resource cover it, whatever their form.
"""

import json
from fnmatch import fnmatchcase
from typing import Any

from moto.s3.models import FakeBucket
from moto.s3.utils import LOGGING_SERVICE_PRINCIPAL

from sandbox.account.corrections import replace


def _allows(target_bucket: FakeBucket, target_prefix: str | None) -> bool:
    policy = target_bucket.policy
    if not policy:
        return False
    log = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}"
    return any(
        statement.get("Effect") == "Allow"
        and LOGGING_SERVICE_PRINCIPAL in _services(statement.get("Principal"))
        and any(fnmatchcase("s3:PutObject", a) for a in _list(statement.get("Action")))
        and any(fnmatchcase(log, r) for r in _list(statement.get("Resource")))
        for statement in _list(json.loads(policy.decode())["Statement"])
    )


def _services(principal: Any) -> list[Any]:
    return _list(principal.get("Service")) if isinstance(principal, dict) else []


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


replace(FakeBucket, "_log_permissions_enabled_policy", staticmethod(_allows))
