"""moto writes an access log object for every single request, also for reads.

AWS delivers logs hours later. Here none are delivered: a read must not change the account.
"""

from typing import Any

from moto.s3.models import S3Backend

from sandbox.account.corrections import replace


def _no_log(_self: Any, _request: Any, _bucket_name: str) -> None:
    """Deliver nothing."""


replace(S3Backend, "log_incoming_request", _no_log)
