"""Statuses that take their time on request: what is made or changed is in progress at first.

Everything is carried out at once; answers that show it say otherwise, as often as is asked for.
An endpoint that is updated goes back if one of its alarms goes off meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from botocore.exceptions import UnknownServiceError
from moto.core.utils import get_service_model

from sandbox.account.errors import AwsError, exists
from sandbox.account.fallback.kinds import Does, kind, operations_on
from sandbox.account.options import asked_of, matches
from sandbox.account.services import Call
from sandbox.account.wire import Answer, parsed, serialized

_MADE = (
    *("Creating", "CREATING", "Pending", "PENDING", "InProgress", "IN_PROGRESS"),
    *("Executing", "Starting", "STARTING", "QUEUED", "RUNNING", "Running"),
)
_CHANGED = ("Updating", "UPDATING", "MODIFYING", "Modifying")
_AT_FIRST = {Does.CREATE: _MADE, Does.START: _MADE, Does.UPDATE: _CHANGED}
"""What services call it, the most telling first."""

_BEFORE = ("EndpointConfigName", "ProductionVariants", "DataCaptureConfig")
"""What an endpoint goes on showing until its update has ended."""


@dataclass
class Progress:
    """One thing that is in progress."""

    call: Call
    """What began it."""

    arn: str
    status: str
    """Empty once it has ended, for what is still to be said of it."""

    says: dict[str, Any] = field(default_factory=dict[str, Any])
    """What its descriptions say meanwhile."""

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
        what, often = kind(call.operation), _often(call, asked)
        self._end(asked)
        try:
            self._refuse_while_it_lasts(call)
        except AwsError as error:
            return serialized(call, error)
        before = _described(call, carry_out) if call.name == "UpdateEndpoint" else {}
        answer = carry_out(call)
        if not answer.ok:
            return answer
        if what.does in (Does.READ, Does.LIST):
            return self._overlaid(call, answer, count=not waits)
        if what.does in _AT_FIRST and (often or self._going):
            arn = next(_arns(parsed(call, answer), what.noun), "")
            self._going.pop(arn, None)
            status = _in_progress(call) if arn and often and not waits else ""
            if status:
                self._going[arn] = Progress(call, arn, status, _meanwhile(call, before))
        if call.name == "SetAlarmState" and call.params["StateValue"] == "ALARM":
            self._roll_back(call, carry_out)
        return answer

    def _end(self, asked: Mapping[str, int]) -> None:
        """End what has been shown as often as is asked for by now."""
        for progress in [*self._going.values()]:
            if progress.status and progress.shown >= _often(progress.call, asked):
                reason = progress.says.get("FailureReason")
                progress.status, progress.says = "", {"FailureReason": reason} if reason else {}
                if not reason:
                    del self._going[progress.arn]
                self._tell(progress.call)

    def _refuse_while_it_lasts(self, call: Call) -> None:
        what = kind(call.operation)
        for progress in self._going.values():
            same = (call.service, what.noun) == (progress.call.service, _noun(progress))
            name = progress.arn.rpartition("/")[2].lower()
            named = name in [v.lower() for v in call.params.values() if isinstance(v, str)]
            if same and named and progress.status and what.does is Does.UPDATE:
                text = f'Cannot update in-progress {what.noun.lower()} "{progress.arn}".'
                raise exists(call, text)

    def _overlaid(self, call: Call, answer: Answer, *, count: bool) -> Answer:
        """Change what an answer says of things in progress."""
        going = [p for p in self._going.values() if p.call.service == call.service]
        if not going:
            return answer
        result = parsed(call, answer)
        shown = [p for p in going if _show(result, call.operation.output_shape, p)]
        for progress in shown:
            progress.shown += count
        return serialized(call, result) if shown else answer

    def _roll_back(self, call: Call, carry_out: Callable[[Call], Answer]) -> None:
        """Take back the updates that an alarm guards (SageMaker guide, "Auto-rollback")."""
        alarm = call.params["AlarmName"]
        for progress in self._going.values():
            given = progress.call.params
            rollback = given.get("DeploymentConfig", {}).get("AutoRollbackConfiguration", {})
            guards = {one["AlarmName"] for one in rollback.get("Alarms", ())}
            same = progress.call.region == call.region
            if progress.status == "Updating" and same and alarm in guards:
                old = progress.says["EndpointConfigName"]
                back = {**given, "EndpointConfigName": old, "RetainAllVariantProperties": False}
                back.pop("ExcludeRetainedVariantProperties", None)
                if carry_out(replace(progress.call, params=back)).ok:
                    progress.status, progress.shown = "RollingBack", 0
                    progress.says["FailureReason"] = f"The alarm {alarm} went off; rolled back."


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


def _often(call: Call, asked: Mapping[str, int]) -> int:
    """How many answers show as in progress what a call makes or changes."""
    return asked_of(asked, [f"{call.service}:{kind(call.operation).noun}"]) or 0


def _in_progress(call: Call) -> str:
    """What the service calls it; empty where a description has no such status."""
    what = kind(call.operation)
    for reader in operations_on(call.operation.service_model, Does.READ, what.noun):
        for enum in _statuses(reader.output_shape, what.noun):
            for status in _AT_FIRST[what.does]:
                if status in enum:
                    return status
    return ""


def _statuses(shape: Any, noun: str, depth: int = 0) -> Iterator[list[str]]:
    for name, member in shape.members.items():
        if getattr(member, "enum", None) and _own(name, noun, "status", "state"):
            yield member.enum
        elif member.type_name == "structure" and depth == 0:
            yield from _statuses(member, noun, 1)


def _own(member: str, noun: str, *endings: str) -> bool:
    """Whether a member is about the thing itself: `Status`, `EndpointStatus`."""
    name = member.lower()
    return any(name.endswith(e) and noun.lower().endswith(name[: -len(e)]) for e in endings)


def _noun(progress: Progress) -> str:
    return kind(progress.call.operation).noun


def _arns(value: Any, noun: str) -> Iterator[str]:
    """ARNs of the thing itself in an answer."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, str) and inner.startswith("arn:") and _own(name, noun, "arn"):
                yield inner
            yield from _arns(inner, noun)


def _show(value: Any, shape: Any, progress: Progress) -> int:
    """Change every description of a thing in progress; how many there were."""
    if isinstance(value, list):
        return sum(_show(item, shape.member, progress) for item in value)
    if not isinstance(value, dict) or shape.type_name != "structure":
        return 0
    found = 0
    if progress.arn in [inner for inner in value.values() if isinstance(inner, str)]:
        for name, member in shape.members.items():
            own = getattr(member, "enum", None) and _own(name, _noun(progress), "status", "state")
            if own and progress.status in (*member.enum, ""):
                value[name] = progress.status or value.get(name)
                found = 1
            elif name in progress.says:
                value[name] = progress.says[name]
    inner = [(v, shape.members[n]) for n, v in value.items() if n in shape.members]
    return found + sum(_show(v, member, progress) for v, member in inner)


def _described(call: Call, carry_out: Callable[[Call], Answer]) -> dict[str, Any]:
    """The endpoint before it is updated; nothing if it is not there."""
    model = call.operation.service_model.operation_model("DescribeEndpoint")
    named = {"EndpointName": call.params["EndpointName"]}
    asked = replace(call, operation=model, params=named)
    answer = carry_out(asked)
    return parsed(asked, answer) if answer.ok else {}


def _meanwhile(call: Call, before: Mapping[str, Any]) -> dict[str, Any]:
    """What an endpoint says of itself while it is updated (DescribeEndpoint, response elements)."""
    if not before:
        return {}
    pending = {"EndpointConfigName": call.params["EndpointConfigName"]}
    shown = {name: before[name] for name in _BEFORE if name in before}
    return {**shown, "PendingDeploymentSummary": pending}
