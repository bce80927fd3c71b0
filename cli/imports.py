"""Importing the AWS SDK in half the time."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

from plan.lazy_sdk import load_what_is_named


@contextmanager
def heavy_imports() -> Generator[None]:
    """Import inside without the garbage collector, and of the SDK only what is named.

    The SDK's modules define hundreds of thousands of objects that live until the end, and the
    collector would look through all of them again and again while they are made.
    """
    load_what_is_named()
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What is there now is never looked at again.
        gc.freeze()
        if enabled:
            gc.enable()
