"""Corrections of Batch."""

from typing import Any

from moto.batch.models import BatchBackend
from moto.iam.models import IAMBackend

from sandbox.account.corrections import around

_OWN_ROLE = ":role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"


@around(BatchBackend, "create_compute_environment")
def with_own_role(moto: Any, self: Any, service_role: str | None, **given: Any) -> Any:
    """Moto wants a service role for every compute environment; AWS has its own."""
    own = f"arn:{self.partition}:iam::{self.account_id}{_OWN_ROLE}"
    return moto(self, service_role=service_role or own, **given)


@around(IAMBackend, "get_role_by_arn")
def own_role_is_there(moto: Any, self: Any, arn: str) -> Any:
    """AWS makes its role at the first use, so an account without Batch has none."""
    return None if arn.endswith(_OWN_ROLE) else moto(self, arn)
