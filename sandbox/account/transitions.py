"""Statuses that take their time on request: what is made or changed is in progress at first.

Everything is carried out at once; answers that show it say otherwise, as often as is asked for.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import jmespath
from botocore.exceptions import UnknownServiceError
from moto.core.utils import get_service_model

from sandbox.account.errors import exists
from sandbox.account.fallback.kinds import Does, kind, operations_on
from sandbox.account.options import asked_of, matches
from sandbox.account.services import Call
from sandbox.account.wire import Answer, parsed, serialized
from sandbox.paths import walk
from sandbox.tables import table

_table = functools.partial(table, "account/transitions.toml")

_AT_FIRST = {Does.CREATE: "made", Does.START: "made", Does.UPDATE: "changed"}


@dataclass
class Progress:
    """One thing that is in progress."""

    call: Call
    """What began it."""

    arn: str
    status: str
    """Empty once it has ended, for what is still to be said of it."""

    about: dict[str, Any] = field(default_factory=dict[str, Any])
    """Its row of the table, with the values of the call: what it `says`, for example."""

    shown: int = 0


class Transitions:
    """Everything that is in progress; a restart ends it."""

    def __init__(self, tell: Callable[[Call], None]) -> None:
        """Begin with nothing; `tell` hears of what has ended."""
        self._going = dict[str, Progress]()
        self._tell = tell

    def settle(self) -> None:
        """End all that is in progress."""
        self._end({})

    def answer(
        self,
        call: Call,
        asked: Mapping[str, int],
        carry_out: Callable[[Call], Answer],
        *,
        waits: bool,
    ) -> Answer:
        """Carry out a call; `waits` says that its caller would wait for the end before going on."""
        if not (asked or self._going):
            return carry_out(call)
        what = kind(call.operation)
        self._end(asked)
        if what.does is Does.UPDATE and (arn := self._meant(call)):
            text = f'Cannot update in-progress {what.noun.lower()} "{arn}".'
            return serialized(call, exists(call, text))
        about = _about(call, carry_out)
        answer = carry_out(call)
        if answer.ok and what.does in (Does.READ, Does.LIST):
            return self._overlaid(call, answer, count=not waits)
        if answer.ok and what.does in _AT_FIRST:
            arn = next(_arns(parsed(call, answer), what.noun), "")
            self._going.pop(arn, None)
            status = _in_progress(call) if arn and _often(call, asked) and not waits else ""
            if status:
                self._going[arn] = Progress(call, arn, status, about)
        if answer.ok and call.name == "SetAlarmState" and call.params["StateValue"] == "ALARM":
            self._take_back(call, carry_out)
        return answer

    def _end(self, asked: Mapping[str, int]) -> None:
        """End what has been shown as often as is asked for by now."""
        for progress in [*self._going.values()]:
            if progress.status and progress.shown >= _often(progress.call, asked):
                progress.status = ""
                progress.about["says"] = progress.about.get("after", {})
                if "after" not in progress.about:
                    del self._going[progress.arn]
                self._tell(progress.call)

    def _meant(self, call: Call) -> str:
        """ARN of what a call names, if that is in progress."""
        names = {value.lower() for value in call.params.values() if isinstance(value, str)}
        for arn, one in self._going.items():
            same = (call.service, _noun(call)) == (one.call.service, _noun(one.call))
            if same and one.status and arn.rpartition("/")[2].lower() in names:
                return arn
        return ""

    def _overlaid(self, call: Call, answer: Answer, *, count: bool) -> Answer:
        """Change what an answer says of things in progress."""
        going = [p for p in self._going.values() if p.call.service == call.service]
        if not going:
            return answer
        result = parsed(call, answer)
        shown = [progress for progress in going if _show(call, result, progress)]
        for progress in shown:
            progress.shown += count
        return serialized(call, result) if shown else answer

    def _take_back(self, call: Call, carry_out: Callable[[Call], Answer]) -> None:
        """Take back the updates that an alarm guards."""
        alarm = call.params["AlarmName"]
        for progress in self._going.values():
            about, same = progress.about, progress.call.region == call.region
            if not same or "after" in about or alarm not in (about.get("alarms") or ()):
                continue
            if carry_out(replace(progress.call, params=about["back"])).ok:
                progress.status, progress.shown = about["status"], 0
                about["after"] = {"FailureReason": f"The alarm {alarm} went off; rolled back."}
                about["says"] |= about["after"]


def unknown(asked: Iterable[str]) -> Iterator[str]:
    """Names among those asked for that mean nothing that is made or changed."""
    for name in asked:
        service, _, noun = name.partition(":")
        try:
            model: Any = get_service_model(service)
        except UnknownServiceError:
            if "*" not in service:
                yield name
            continue
        found = (kind(model.operation_model(operation)) for operation in model.operation_names)
        if not any(matches(what.noun, noun) for what in found if what.does in _AT_FIRST):
            yield name


def _about(call: Call, carry_out: Callable[[Call], Answer]) -> dict[str, Any]:
    """The row of a call, with the values of its parameters, and of the thing before it."""
    row: Mapping[str, Any] = _table().get(f"{call.service} {call.name}", {})
    if not row:
        return {}
    asked = call.other(row["ask"], jmespath.search(row["with"], call.params))
    before = carry_out(asked)
    known = {**call.params, "before": parsed(asked, before) if before.ok else {}}
    about = {name: jmespath.search(path, known) for name, path in row["then"].items()}
    says = {name: value for name, value in about["says"].items() if value is not None}
    return {**about, "says": says, "ask": row["ask"]}


def _noun(call: Call) -> str:
    return kind(call.operation).noun


def _often(call: Call, asked: Mapping[str, int]) -> int:
    """How many answers show as in progress what a call makes or changes."""
    return asked_of(asked, [f"{call.service}:{_noun(call)}"]) or 0


def _in_progress(call: Call) -> str:
    """What the service calls it; empty where no description has such a status."""
    what = kind(call.operation)
    for reader in operations_on(call.operation.service_model, Does.READ, what.noun):
        top = reader.output_shape.members
        inner = [m.members for m in top.values() if m.type_name == "structure"]
        for name, member in [one for members in (top, *inner) for one in members.items()]:
            enum = getattr(member, "enum", ()) if _own(name, what.noun, "status", "state") else ()
            for word in _table()["words"][_AT_FIRST[what.does]]:
                if word in enum:
                    return word
    return ""


def _own(member: str, noun: str, *endings: str) -> bool:
    """Whether a member is about the thing itself: `Status`, `EndpointStatus`."""
    name = member.lower()
    return any(name.endswith(e) and noun.lower().endswith(name[: -len(e)]) for e in endings)


def _arns(answer: Any, noun: str) -> Iterator[str]:
    """ARNs of the thing itself in an answer."""
    for one in _structures(answer):
        yield from (v for n, v in one.items() if _own(n, noun, "arn") and str(v)[:4] == "arn:")


def _structures(value: Any) -> Iterator[dict[str, Any]]:
    return (one for _, one in walk(value) if isinstance(one, dict))


def _show(call: Call, result: dict[str, Any], progress: Progress) -> bool:
    """Change every description of a thing in progress; whether there was one."""
    found = False
    for one in _structures(result):
        for name, value in one.items() if progress.arn in one.values() else ():
            if isinstance(value, str) and _own(name, _noun(progress.call), "status", "state"):
                one[name], found = progress.status or value, True
    if found and call.name == progress.about.get("ask"):
        result |= progress.about["says"]
    return found
