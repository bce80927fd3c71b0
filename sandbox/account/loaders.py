"""Makes everything in the account's process read botocore's data files through one loader.

Each session of botocore and of boto3, and each of moto's services, makes a loader of its own: in
one process they would read the same files dozens of times, which took half the time of an `up`.
"""

import functools
from typing import Any

import botocore.session
import moto.core.loaders
import moto.core.utils
from botocore.loaders import Loader

from sandbox.service_model.models import LOADER, PlainFiles


def share() -> None:
    """Let sessions made from now on, and moto, share what has been read."""
    of_botocore: Any = botocore.session
    of_botocore.create_loader = _of_botocore
    of_moto: Any = moto.core.utils
    of_moto.create_loader = _of_moto


def _of_botocore(_search_path: str | None = None) -> Loader:
    return LOADER


@functools.cache
def _of_moto() -> moto.core.loaders.Loader:
    """Return moto's loader, which adds to the models, so that they are no others' as well."""
    return moto.core.loaders.Loader(
        extra_search_paths=[moto.core.loaders.moto_root], file_loader=PlainFiles()
    )
