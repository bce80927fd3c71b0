"""moto wants the state of a job queue to be given; on AWS a queue is enabled unless told."""

from typing import Any

from moto.batch.models import BatchBackend

from sandbox.account.corrections import replace

_create: Any = BatchBackend.create_job_queue


def _enabled(self: Any, *, state: str | None, **given: Any) -> Any:
    return _create(self, state=state or "ENABLED", **given)


replace(BatchBackend, "create_job_queue", _enabled)
