"""The values that a program is still computing, so kept that waiting for them is quick."""

import asyncio
from collections.abc import Iterator
from typing import Any

Computed = asyncio.Task[Any]


class Outputs(set[Computed]):
    """Stands where the SDK keeps the tasks of all outputs until the program has ended.

    The SDK waits for the first of all that are left, then for the first of all that are left now,
    and so on: the time grows with the square of their number, and was half of a recording. It
    lists the set before each wait, so here the list is one task, which ends with the last of them.
    """

    def __iter__(self) -> Iterator[Computed]:
        if self:
            yield asyncio.ensure_future(_end_of(list(super().__iter__())))


async def _end_of(outputs: list[Computed]) -> None:
    """Wait until all have ended or one has failed; its error is raised."""
    await asyncio.wait(outputs, return_when=asyncio.FIRST_EXCEPTION)
    for output in outputs:
        if output.done():
            output.result()
