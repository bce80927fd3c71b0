"""Failures on demand: calls that the account refuses as AWS does now and then."""

import fnmatch
import random
from collections.abc import Sequence

from sandbox.account.options import Fault
from sandbox.account.services import Call


class Faults:
    """The calls that match each fault, counted since the settings were last read."""

    def __init__(self) -> None:
        self._version = -1
        self._calls = list[int]()

    def next(self, call: Call, faults: Sequence[Fault], version: int) -> Fault | None:
        """Count a call; return the fault that it meets."""
        if version != self._version:
            self._version, self._calls = version, [0] * len(faults)
        met: Fault | None = None
        named = f"{call.service}:{call.name}".lower()
        for index, fault in enumerate(faults):
            if fnmatch.fnmatchcase(named, fault.operation.lower()):
                self._calls[index] += 1
                if met is None and _meets(fault, self._calls[index]):
                    met = fault
        return met


def _meets(fault: Fault, count: int) -> bool:
    """Say whether the call that is the `count`th to match a fault fails."""
    if fault.call not in (0, count):
        return False
    return fault.share == 1 or random.Random(f"{fault.seed} {count}").random() < fault.share
