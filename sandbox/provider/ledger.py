"""What was made for the engine and not yet seen in its state.

An engine that is killed between a create and its own note of it comes back with no memory of the
resource and would make a second one. The ledger keeps every create, by URN, from before the call
until the engine shows that it knows the id; a create of the same URN before that continues the
first one. Replacements pass, because the engine shows the old id before it creates the new.
"""

import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sandbox.cache import write_atomically


@dataclass(frozen=True)
class Creation:
    """One create whose outcome the engine may not know."""

    inputs: Mapping[str, Any]

    id: str = ""
    """Physical id; empty until the account has answered."""

    done: bool = False
    """Whether every call of the create was made."""

    attempt: str = ""
    """What the account knows the creating call by, should its answer be lost."""


class Ledger:
    """Open creates by URN, also after a restart when kept in a file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._open: dict[str, Creation] = {}
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        if path is not None:
            self._load(path)

    def only_one(self, urn: str) -> threading.Lock:
        """Carry out one create of a URN at a time, also when its first engine is gone."""
        return self._locks.setdefault(urn, threading.Lock())

    def get(self, urn: str) -> Creation | None:
        """The open create of a URN."""
        return self._open.get(urn)

    def begin(self, urn: str, inputs: Mapping[str, Any]) -> str:
        """Note a create before its first call; return what that call is to be known by."""
        creation = Creation(inputs, attempt=uuid.uuid4().hex)
        self._note(urn, creation)
        return creation.attempt

    def made(self, urn: str, physical_id: str, *, done: bool = False) -> None:
        """Note that the resource exists; `done` once it is as its inputs say."""
        known = self._open.get(urn)
        if known is not None:
            self._note(urn, replace(known, id=physical_id, done=done))

    def forget(self, urn: str, physical_id: str | None = None) -> None:
        """Close the create of a URN, if it made `physical_id`."""
        known = self._open.get(urn)
        if known is not None and physical_id in (None, known.id):
            self._note(urn, None)

    def _note(self, urn: str, creation: Creation | None) -> None:
        with self._guard:
            self._open.pop(urn, None)
            if creation is not None:
                self._open[urn] = creation
            if self._path is not None:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(_line(urn, creation))

    def _load(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # Torn by a kill while it was written: the call after it was not made.
            urn = entry.pop("urn")
            self._open.pop(urn, None)
            if entry:
                self._open[urn] = Creation(**entry)
        write_atomically(path, "".join(_line(u, c) for u, c in self._open.items()))


def _line(urn: str, creation: Creation | None) -> str:
    entry = {"urn": urn, **(vars(creation) if creation is not None else {})}
    return json.dumps(entry, default=str) + "\n"
