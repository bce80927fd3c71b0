"""Carries an event through the rules that are deployed in the sandbox's account, hop by hop.

What EventBridge and its Scheduler do on AWS, on demand: match the rules, form the input, check that
the target or a role lets it in, and hand it over.
"""

import itertools
import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import ClientError
from moto.events.models import EventPattern

from sandbox.account.options import ACCOUNT
from sandbox.run_function import KEYS, Failed
from sandbox.targets import Refused, Sender, Targets, refused_by_iam

_MOST = 50
"""Events that are followed: on AWS, too, a loop that feeds itself does not end."""

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


@dataclass(frozen=True)
class Events:
    """EventBridge's part in the account at `url`."""

    url: str
    region: str = "eu-west-1"

    def play(self, event: dict[str, Any], begun: float | None = None) -> list[Hop]:
        """Carry an event of `source`, `detail-type` and `detail` to all that listens for it."""
        whole, begun = self.whole(event), begun or time.monotonic()
        return [
            self._hop(Sender("events", rule["Arn"]), rule["Name"], target, whole, begun)
            for rule in self._rules()
            if rule["State"] == "ENABLED" and not misses(rule, whole)
            for target in self._targets_of(rule)
        ]

    def follow(
        self, events: Iterable[dict[str, Any]], news: Callable[[], Iterable[dict[str, Any]]]
    ) -> Iterator[tuple[dict[str, Any], list[Hop]]]:
        """Carry events, then those of what that led to (`news`), until there are none."""
        waiting, begun = deque(events), time.monotonic()
        for count in itertools.count(1):
            if not waiting:
                return
            event = waiting.popleft()
            if count > _MOST:
                why = f"it goes on after {_MOST} events, and was followed no further"
                yield event, [Hop("", "", "failed", why, time.monotonic() - begun)]
                return
            yield event, self.play(event, begun)
            waiting.extend(news())

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
        begun = time.monotonic()
        schedules = {f"{s['GroupName']}/{s['Name']}": s for s in self._schedules()}
        rules = {rule["Name"]: rule for rule in self._rules() if "ScheduleExpression" in rule}
        if name in rules:
            return self._fire_rule(rules[name], begun)
        named = [key for key in schedules if name in (key, key.partition("/")[2])]
        if len(named) != 1:
            there = ", ".join(named or [*(k.removeprefix("default/") for k in schedules), *rules])
            which = f"one of {there}" if there else "a schedule, of which the account has none"
            raise LookupError(f"must be {which}, got {name!r}")
        return [self._fire_schedule(schedules[named[0]], begun)]

    def invoke(self, function_arn: str, event: Any) -> Any:
        """Run a function on `event` with its own role, as a person does that may invoke it."""
        return Targets(self.url, self.region).invoke(function_arn, event)

    def whole(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Complete an event by what EventBridge adds to each."""
        usual = {"version": "0", "id": "sandbox", "account": ACCOUNT, "region": self.region}
        return {**usual, "time": _now(), "resources": [], "detail": {}, **event}

    def _fire_rule(self, rule: dict[str, Any], begun: float) -> list[Hop]:
        event = {"source": "aws.events", "detail-type": "Scheduled Event"}
        whole = self.whole({**event, "resources": [rule["Arn"]]})
        sender, targets = Sender("events", rule["Arn"]), self._targets_of(rule)
        if rule["State"] != "ENABLED":
            return [_off(rule, target["Arn"]) for target in targets]
        return [self._hop(sender, rule["Name"], target, whole, begun) for target in targets]

    def _fire_schedule(self, listed: dict[str, Any], begun: float) -> Hop:
        scheduler = self._client("scheduler")
        place = {"Name": listed["Name"], "GroupName": listed["GroupName"]}
        found = scheduler.get_schedule(**place)
        target, now = found["Target"], _now()
        if found["State"] != "ENABLED":
            return _off(found, target["Arn"])
        event = {"source": "aws.scheduler", "detail-type": "Scheduled Event", "detail": "{}"}
        given = target.get("Input") or json.dumps(
            self.whole({**event, "resources": [found["Arn"]]})
        )
        known = {"schedule-arn": found["Arn"], "scheduled-time": now, "attempt-number": "1"}
        for name, value in {**known, "execution-id": "sandbox"}.items():
            given = given.replace(f"<aws.scheduler.{name}>", value)
        group = found["Arn"].replace(":schedule/", ":schedule-group/").rpartition("/")[0]
        sender = Sender("scheduler", found["Arn"], group)
        hop = self._hop(sender, listed["Name"], {**target, "Input": given}, {}, begun)
        if found.get("ActionAfterCompletion") == "DELETE" and "at(" in found["ScheduleExpression"]:
            scheduler.delete_schedule(**place)
        return hop

    def _hop(
        self, sender: Sender, name: str, target: dict[str, Any], event: Any, begun: float
    ) -> Hop:
        targets = Targets(self.url, self.region)
        try:
            outcome = "delivered"
            detail = targets.deliver(sender, target, formed(target, event))
        except (Failed, Refused) as error:
            outcome, detail = type(error).__name__.lower(), str(error)
        except ClientError as error:
            outcome = "refused" if refused_by_iam(error) else "failed"
            detail = error.response["Error"]["Message"]
        return Hop(name, target["Arn"], outcome, detail, time.monotonic() - begun)

    def _rules(self) -> Iterator[dict[str, Any]]:
        for page in self._client("events").get_paginator("list_rules").paginate():
            yield from page["Rules"]

    def _targets_of(self, rule: Mapping[str, Any]) -> list[dict[str, Any]]:
        return self._client("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]

    def _schedules(self) -> Iterator[dict[str, Any]]:
        for page in self._client("scheduler").get_paginator("list_schedules").paginate():
            yield from page["Schedules"]

    def _client(self, service: str) -> Any:
        make: Any = boto3.client
        return make(service, region_name=self.region, endpoint_url=self.url, **KEYS)


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


def _off(what: Mapping[str, Any], target: str) -> Hop:
    return Hop(what["Name"], target, "refused", f"{what['Name']} is {what['State']}")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _at(event: Any, path: str) -> Any:
    for name in filter(None, path.removeprefix("$").split(".")):
        event = event.get(name) if isinstance(event, dict) else None
    return event
