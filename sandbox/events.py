"""Carries an event through the rules that are deployed in the sandbox's account, hop by hop.

What EventBridge and its Scheduler do on AWS, on demand: match the rules, form the input, check that
the target or a role lets it in, and hand it over.
"""

import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moto.events.models import EventPattern

from sandbox.account.options import ACCOUNT
from sandbox.provider.account import Account, AccountError
from sandbox.run_function import Failed
from sandbox.targets import Refused, Targets

_MOST = 50
"""Events that are followed: on AWS, too, a loop that feeds itself does not end."""

_DENIED = re.compile(r"AccessDenied|Unauthorized|AuthorizationError")
_PLACEHOLDER = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True)
class Hop:
    """One target of one rule or schedule, and what became of it there."""

    rule: str
    target: str
    outcome: str
    """`delivered`, `refused` where it is not let in or is off, or `failed`."""
    detail: Any
    """What a function returned or a target was handed, or why it came to nothing."""
    seconds: float = field(default=0.0, compare=False)
    """How long after the first event it had an outcome."""


class Events:
    """EventBridge's part in the account at `url`."""

    def __init__(self, url: str, region: str = "eu-west-1") -> None:
        self._account, self._region = Account(url), region
        self._begun, self._handed = time.monotonic(), Targets(url, region)

    def play(self, event: dict[str, Any]) -> list[Hop]:
        """Carry an event of `source`, `detail-type` and `detail` to all that listens for it."""
        whole = self.whole(event)
        return [
            hop
            for rule in self._rules()
            if rule["State"] == "ENABLED" and not misses(rule, whole)
            for hop in self._reached(rule, whole)
        ]

    def follow(
        self, events: Iterable[dict[str, Any]], news: Callable[[], Iterable[dict[str, Any]]]
    ) -> Iterator[tuple[dict[str, Any], list[Hop]]]:
        """Carry events, then those of what that led to (`news`), until there are none."""
        waiting = deque(events)
        for _ in range(_MOST):
            if not waiting:
                return
            event = waiting.popleft()
            yield event, self.play(event)
            waiting.extend(news())
        if waiting:
            why = f"it goes on after {_MOST} events, and was followed no further"
            yield waiting[0], [Hop("", "", "failed", why, time.monotonic() - self._begun)]

    def near_misses(self, event: dict[str, Any]) -> list[str]:
        """Why rules for events of this source and kind did not take this one."""
        whole, found = self.whole(event), list[str]()
        for rule in self._rules():
            missed = misses(rule, whole)
            if not missed and rule["State"] != "ENABLED":
                found.append(f"{rule['Name']} is {rule['State']}")
            elif missed and not {"source", "detail-type"} & missed.keys():
                wanted = [f"{path} must match {json.dumps(what)}" for path, what in missed.items()]
                found.append(f"{rule['Name']}: {', '.join(wanted)}")
        return found

    def fire(self, name: str) -> list[Hop]:
        """Let a schedule of EventBridge Scheduler or a scheduled rule start what it starts.

        `name` may be `GROUP/NAME` for a schedule; `LookupError` says which ones there are.
        """
        listed = self._all("scheduler", "ListSchedules")["Schedules"]
        schedules = {f"{s['GroupName']}/{s['Name']}": s for s in listed}
        rules = {rule["Name"]: rule for rule in self._rules() if "ScheduleExpression" in rule}
        if name in rules:
            event = {"source": "aws.events", "detail-type": "Scheduled Event"}
            return self._reached(rules[name], {**event, "resources": [rules[name]["Arn"]]})
        named = [key for key in schedules if name in (key, key.partition("/")[2])]
        if len(named) != 1:
            there = ", ".join(named or [*(k.removeprefix("default/") for k in schedules), *rules])
            which = f"one of {there}" if there else "a schedule, of which the account has none"
            raise LookupError(f"must be {which}, got {name!r}")
        return [self._fired({n: schedules[named[0]][n] for n in ("Name", "GroupName")})]

    def whole(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Complete an event by what EventBridge adds to each."""
        usual = {"version": "0", "id": "sandbox", "account": ACCOUNT, "region": self._region}
        return {**usual, "time": _now(), "resources": [], "detail": {}, **event}

    def _reached(self, rule: dict[str, Any], event: dict[str, Any]) -> list[Hop]:
        found = self._all("events", "ListTargetsByRule", Rule=rule["Name"])
        whole = self.whole(event)
        return [self._hop(rule, "events", rule["Arn"], one, whole) for one in found["Targets"]]

    def _fired(self, place: dict[str, str]) -> Hop:
        schedule = self._call("scheduler", "GetSchedule", place)
        target, arn = schedule["Target"], schedule["Arn"]
        event = {"source": "aws.scheduler", "detail-type": "Scheduled Event", "detail": "{}"}
        given = target.get("Input") or json.dumps(self.whole({**event, "resources": [arn]}))
        known = {"schedule-arn": arn, "scheduled-time": _now(), "attempt-number": "1"}
        for name, value in {**known, "execution-id": "sandbox"}.items():
            given = given.replace(f"<aws.scheduler.{name}>", value)
        group = arn.replace(":schedule/", ":schedule-group/").rpartition("/")[0]
        hop = self._hop(schedule, "scheduler", group, {**target, "Input": given}, {})
        once = "at(" in schedule["ScheduleExpression"] and schedule["State"] == "ENABLED"
        if once and schedule.get("ActionAfterCompletion") == "DELETE":
            self._call("scheduler", "DeleteSchedule", place)
        return hop

    def _hop(
        self,
        rule: Mapping[str, Any],
        sender: str,
        source: str,
        target: dict[str, Any],
        event: dict[str, Any],
    ) -> Hop:
        outcome = "delivered"
        try:
            if rule["State"] != "ENABLED":
                raise Refused(f"{rule['Name']} is {rule['State']}")
            detail = self._handed.deliver(sender, source, target, formed(target, event))
        except (Failed, Refused) as error:
            outcome, detail = type(error).__name__.lower(), str(error)
        except AccountError as error:
            outcome, detail = "refused" if _DENIED.search(error.code) else "failed", error.message
        seconds = time.monotonic() - self._begun
        return Hop(rule["Name"], target["Arn"], outcome, detail, seconds)

    def _rules(self) -> list[dict[str, Any]]:
        return self._all("events", "ListRules")["Rules"]

    def _all(self, service: str, operation: str, **params: str) -> dict[str, Any]:
        return self._account.read_all(service, self._region, operation, params)

    def _call(self, service: str, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
        return self._account.call(service, self._region, operation, params)


def misses(rule: Mapping[str, Any], event: Any) -> dict[str, Any]:
    """Which parts of a rule's pattern an event does not match, by their paths; none if it does."""
    pattern = json.loads(rule.get("EventPattern") or "null")
    if pattern is None:
        return {"source": ["none, it is a schedule"]}
    if EventPattern(None, pattern).matches_event(event):
        return {}
    found: dict[str, Any] = {}
    for path, wanted in _leaves(pattern):
        single = wanted
        for name in reversed(path):
            single = {name: single}
        if not EventPattern(None, single).matches_event(event):
            found[".".join(path)] = wanted
    return found


def _leaves(pattern: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, inner in pattern.items():
        if isinstance(inner, dict):
            yield from (((name, *path), wanted) for path, wanted in _leaves(inner))
        else:
            yield (name,), inner


def formed(target: Mapping[str, Any], event: Mapping[str, Any]) -> Any:
    """What a target is handed of an event; text that is no JSON is handed over as it is."""
    if "Input" in target:
        try:
            return json.loads(target["Input"])
        except ValueError:
            return target["Input"]
    if "InputTransformer" not in target:
        return _at(event, target.get("InputPath", "$"))
    paths = target["InputTransformer"].get("InputPathsMap", {})
    template: str = target["InputTransformer"]["InputTemplate"]

    def filled(match: re.Match[str]) -> str:
        value = _at(event, paths[match[1]]) if match[1] in paths else match[0]
        quoted = template[: match.start()].count('"') % 2 == 1
        # Within quotes EventBridge puts a text as it is, and escapes nothing.
        return value if quoted and isinstance(value, str) else json.dumps(value)

    text = _PLACEHOLDER.sub(filled, template)
    try:
        return json.loads(text)
    except ValueError as error:
        raise Refused(f"the transformed input is not JSON: {text}") from error


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _at(event: Any, path: str) -> Any:
    for name in filter(None, path.removeprefix("$").split(".")):
        event = event.get(name) if isinstance(event, dict) else None
    return event
