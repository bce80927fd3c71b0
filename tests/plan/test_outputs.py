import asyncio

import pulumi
import pytest

from plan.outputs import Outputs
from plan.recorder import record


def waited_for(*started) -> int:
    """Wait as the SDK does; return how often it had to list what is left."""

    async def wait() -> int:
        outputs = Outputs()
        for start in started:
            outputs.add(asyncio.ensure_future(start(outputs)))
        rounds = 0
        while len(outputs):
            rounds += 1
            pending = list(outputs)
            outputs.clear()
            done, _ = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                await task
        return rounds

    return asyncio.run(wait())


def test_all_are_waited_for_at_once_however_many_there_are():
    ended = list[int]()

    def ends_after(turns: int):
        async def start(_) -> None:
            for _turn in range(turns):
                await asyncio.sleep(0)
            ended.append(turns)

        return start

    assert waited_for(*(ends_after(turns) for turns in range(200))) == 1
    assert sorted(ended) == list(range(200))


def test_one_that_begins_while_others_are_waited_for_is_waited_for_too():
    ended = list[str]()

    async def late(_) -> None:
        await asyncio.sleep(0)
        ended.append("late")

    async def early(outputs: Outputs) -> None:
        await asyncio.sleep(0)
        outputs.add(asyncio.ensure_future(late(outputs)))
        ended.append("early")

    assert waited_for(early) == 2
    assert ended == ["early", "late"]


def test_an_error_is_raised_at_once_though_others_never_end():
    async def never(_) -> None:
        await asyncio.Event().wait()

    async def fails(_) -> None:
        await asyncio.sleep(0)
        raise KeyError("wrong")

    with pytest.raises(KeyError, match="wrong"):
        waited_for(never, fails, never)


def test_a_recording_waits_for_what_an_apply_of_an_apply_declares():
    def program():
        def declare(depth: int) -> None:
            pulumi.ComponentResource("stepwell:index:Part", f"part-{depth}")
            if depth:
                pulumi.Output.from_input(depth - 1).apply(declare)

        declare(5)

    names = [resource.name for resource in record(program, stack_name="fraud-dev")]
    assert names[1:] == [f"part-{depth}" for depth in (5, 4, 3, 2, 1, 0)]
