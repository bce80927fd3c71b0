"""moto applies a bucket policy's statements without looking at their conditions.

It would refuse every upload to a bucket that denies plain HTTP. Statements with a condition are
left aside here: most conditions are about the network a request comes from, which is loopback.
"""

import json
from typing import Any

from moto.s3.models import FakeBucket

from sandbox.account.corrections import replace

_permission = FakeBucket.get_permission


def _unconditional_permission(self: Any, action: str, resource: str) -> Any:
    kept = self.policy
    if not kept:
        return _permission(self, action, resource)
    policy = json.loads(kept)
    statements = policy.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    policy["Statement"] = [s for s in statements if "Condition" not in s]
    self.policy = json.dumps(policy).encode() if policy["Statement"] else None
    try:
        return _permission(self, action, resource)
    finally:
        self.policy = kept


replace(FakeBucket, "get_permission", _unconditional_permission)
