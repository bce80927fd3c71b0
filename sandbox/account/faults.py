"""Failures on demand: calls that the account refuses as AWS sometimes does, named in a file.

[[faults]]
operation = "sagemaker:CreateEndpoint"   # or "s3:*", or "*"
call = 2                                 # the second such call; without it every one
code = "ThrottlingException"             # InternalError unless given
message = "Rate exceeded"
effect = true                            # it took effect, and its answer is lost
"""

import fnmatch
import threading
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.account.services import Call

FILE = "sandbox.toml"
"""Name of the file, in the folder of the checkout."""

_KINDS: dict[str, type] = {
    "operation": str,
    "call": int,
    "code": str,
    "message": str,
    "effect": bool,
}


@dataclass(frozen=True)
class Fault:
    """One failure that somebody asks for."""

    operation: str
    """`service:Operation` as botocore names them, with wildcards, whatever the case."""

    call: int = 0
    """Which of the calls that match fails, counted since the file was last written; 0 is all."""

    code: str = "InternalError"
    """Code of the error."""

    message: str = "The sandbox was asked to fail here."
    """Text of the error."""

    effect: bool = False
    """Whether the call is carried out before it fails."""

    def concerns(self, call: Call) -> bool:
        """Whether it is about this call."""
        named = f"{call.service}:{call.name}".lower()
        return fnmatch.fnmatchcase(named, self.operation.lower())


class _WrongFile(Exception):
    """The file is not what it must be."""


class Faults:
    """The faults of a file, read again when the file has changed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._read_at = 0
        self._faults = tuple[Fault, ...]()
        self._calls = list[int]()
        self._lock = threading.Lock()

    def next(self, call: Call) -> Fault | None:
        """Count a call; return the fault that it meets, every call one that a wrong file is."""
        with self._lock:
            self._refresh()
            met: Fault | None = None
            for index, fault in enumerate(self._faults):
                if fault.concerns(call):
                    self._calls[index] += 1
                    if met is None and fault.call in (0, self._calls[index]):
                        met = fault
            return met

    def _refresh(self) -> None:
        try:
            written = self._file.stat().st_mtime_ns if self._file is not None else 0
        except FileNotFoundError:
            written = 0
        if written == self._read_at:
            return
        try:
            self._faults = _read(self._file) if self._file is not None and written else ()
        except _WrongFile as error:
            self._faults = (Fault("*", code="SandboxSettings", message=str(error)),)
        self._calls = [0] * len(self._faults)
        self._read_at = written


def _read(file: Path) -> tuple[Fault, ...]:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _WrongFile(f"{file}: must be readable TOML, got {error}") from error
    faults: Any = given.pop("faults", [])
    for name in given:
        raise _wrong(file, name, "left out, as only faults can be asked for", given[name])
    if not isinstance(faults, list):
        raise _wrong(file, "faults", "tables, each [[faults]]", faults)
    return tuple(_fault(file, f"faults[{index}]", one) for index, one in enumerate(faults))


def _fault(file: Path, where: str, given: Any) -> Fault:
    if not isinstance(given, dict) or not isinstance(given.get("operation"), str):
        raise _wrong(file, f"{where}.operation", 'a text like "s3:CreateBucket"', given)
    for name, value in given.items():
        if name not in _KINDS:
            raise _wrong(file, f"{where}.{name}", f"one of {', '.join(_KINDS)}", name)
        if type(value) is not _KINDS[name]:
            raise _wrong(file, f"{where}.{name}", f"of type {_KINDS[name].__name__}", value)
    if given.get("call", 0) < 0:
        raise _wrong(file, f"{where}.call", "1 or more", given["call"])
    return Fault(**given)


def _wrong(file: Path, where: str, required: str, given: object) -> _WrongFile:
    return _WrongFile(f"{file}: {where}: must be {required}, got {given!r}")
