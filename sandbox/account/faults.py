"""Failures on demand: calls that the account refuses as AWS does now and then."""

import random
from collections.abc import Sequence
from dataclasses import replace

from sandbox.account.errors import AwsError
from sandbox.account.options import Fault, matches
from sandbox.account.services import Call
from sandbox.account.wire import Answer, serialized

_OF_THE_SERVER = ("Internal", "ServiceUnavailable", "SlowDown")


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
        named = f"{call.service}:{call.name}"
        for index, fault in enumerate(faults):
            if matches(named, fault.operation):
                self._calls[index] += 1
                if met is None and _meets(fault, self._calls[index]):
                    met = fault
        return met


def _meets(fault: Fault, count: int) -> bool:
    """Say whether the call that is the `count`th to match a fault fails."""
    if fault.call not in (0, count):
        return False
    return fault.share == 1 or random.Random(f"{fault.seed} {count}").random() < fault.share


def failure(call: Call, fault: Fault) -> Answer:
    """Return the answer to a call that meets a fault.

    Where AWS itself is at fault, or the call was carried out all the same, it is a 5xx: whoever
    asked cannot tell from it what was done.
    """
    answer = serialized(call, AwsError(fault.code, fault.message))
    of_the_server = fault.effect or fault.code.startswith(_OF_THE_SERVER)
    return replace(answer, status=500) if of_the_server else answer
