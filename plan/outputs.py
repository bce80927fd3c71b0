"""The values that a program is still computing, so kept that waiting for them is quick."""

import asyncio
from collections.abc import Iterator
from typing import Any

from pulumi.runtime import settings
from pulumi.runtime.stack import ResourceRegistrationFailed

Computed = asyncio.Task[Any]


class Outputs(set[Computed]):
    """Stands where the SDK keeps the tasks of all outputs until the program has ended.

    The SDK waits for the first of all that are left, then for the first of all that are left now,
    and so on: the time grows with the square of their number, and was half of a recording and a
    third of an `up`. It lists the set before each wait, so here the list is one task, which ends
    with the last of them.
    """

    def __iter__(self) -> Iterator[Computed]:
        if self:
            yield asyncio.ensure_future(_end_of(set(super().__iter__())))


def wait_for_all_at_once() -> None:
    """Make the running program keep its outputs so; call it before the first resource."""
    kept: Any = settings.SETTINGS
    kept.outputs = Outputs(kept.outputs)


async def _end_of(outputs: set[Computed]) -> None:
    """Wait until all have ended or one has failed; its error is raised.

    What depends on a resource that the engine could not make is no failure of the program.
    """
    while outputs:
        done, outputs = await asyncio.wait(outputs, return_when=asyncio.FIRST_EXCEPTION)
        for output in done:
            try:
                output.result()
            except ResourceRegistrationFailed:
                continue
