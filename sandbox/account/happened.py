"""What happened in the account that AWS tells EventBridge of; moto tells nobody."""

import functools
from collections import deque
from collections.abc import Mapping
from typing import Any

from sandbox import tables
from sandbox.account.services import Call
from sandbox.account.wire import Answer, parsed

PATH = "/_sandbox/happened"
"""Where the account says what happened since it was last asked; `settle` ends what is going on."""


@functools.cache
def table() -> Mapping[str, Any]:
    """The table, `happened.toml`: by call, the event that it leads to."""
    keys = [(key.split(), row) for key, row in tables.table("account/happened.toml").items()]
    return {f"{service}:{name}": row for (service, *names), row in keys for name in names}


class Happened:
    """The last calls that AWS would tell of, with what they named and were answered."""

    def __init__(self) -> None:
        self._calls = deque[dict[str, Any]](maxlen=500)

    def note(self, call: Call, answer: Answer | None = None) -> None:
        """Remember a call that was carried out, or what it began and has now ended."""
        name = f"{call.service}:{call.name}"
        if name in table() and (answer is None or answer.ok):
            said = parsed(call, answer) if answer is not None else {}
            named = {k: v for k, v in {**call.params, **said}.items() if isinstance(v, str | int)}
            self._calls.append({"call": name, "region": call.region, "named": named})

    def take(self) -> list[dict[str, Any]]:
        """Return what happened, and forget it."""
        found = [*self._calls]
        self._calls.clear()
        return found
