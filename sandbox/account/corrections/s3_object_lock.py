"""moto locks the objects of an empty bucket only; AWS those to come of any versioned one."""

from typing import Any

from moto.s3.models import S3Backend

from sandbox.account.corrections import replace

_put: Any = S3Backend.put_object_lock_configuration


def _any_bucket(self: Any, bucket_name: str, *settings: Any, **more: Any) -> None:
    bucket = self.get_bucket(bucket_name)
    objects, bucket.keys = bucket.keys, type(bucket.keys)()
    try:
        _put(self, bucket_name, *settings, **more)
    finally:
        bucket.keys = objects


replace(S3Backend, "put_object_lock_configuration", _any_bucket)
