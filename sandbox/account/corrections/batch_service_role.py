"""moto wants a service role for every compute environment.

AWS takes its own, `AWSServiceRoleForBatch`, where none is given, and makes it at the first use.
Here it exists while moto looks for it, so that an account without Batch is left with no role.
"""

from typing import Any

from moto.batch.models import BatchBackend

from sandbox.account.corrections import replace

_ROLE = "AWSServiceRoleForBatch"
_create: Any = BatchBackend.create_compute_environment


def _with_own_role(
    self: Any,
    compute_environment_name: str,
    _type: str,
    state: str,
    compute_resources: Any,
    service_role: str | None,
    tags: dict[str, str] | None = None,
) -> Any:
    given = (self, compute_environment_name, _type, state, compute_resources)
    if service_role:
        return _create(*given, service_role, tags)
    roles = self.iam_backend.roles
    own = next((role for role in roles.values() if role.name == _ROLE), None)
    if own is not None:
        return _create(*given, own.arn, tags)
    own = self.iam_backend.create_service_linked_role("batch.amazonaws.com", "", "")
    own.name = _ROLE
    try:
        return _create(*given, own.arn, tags)
    finally:
        roles.pop(own.id)


replace(BatchBackend, "create_compute_environment", _with_own_role)
