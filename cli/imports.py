"""Importing the AWS SDK a quarter faster."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def heavy_imports() -> Generator[None]:
    """Import inside without the garbage collector.

    The SDK's modules define hundreds of thousands of objects that live until the end, and the
    collector would look through all of them again and again while they are made.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What is there now is never looked at again.
        gc.freeze()
        if enabled:
            gc.enable()
