"""Carries an event through the rules that are deployed in the sandbox's account, hop by hop.

What EventBridge does on AWS, on demand: match the rules, form the input, check that the target lets
the rule in, and hand the event over.
"""

import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

import boto3
from moto.events.models import EventPattern

from sandbox.account.context import ACCOUNT
from sandbox.run_function import KEYS, Failed, run_function

_PLACEHOLDER = re.compile(r"<([^<>]+)>")
_NO_POLICY = '{"Statement": []}'


@dataclass(frozen=True)
class Hop:
    """One target of one rule, and what became of the event there."""

    rule: str
    target: str
    outcome: str
    """`delivered`, `refused` where the target does not let the rule in, or `failed`."""
    detail: Any
    """What a function returned or a queue or topic was handed, or why it came to nothing."""
    seconds: float = field(default=0.0, compare=False)
    """How long after the event it had an outcome."""


class Refused(Exception):
    """AWS would not hand the event over."""


@dataclass(frozen=True)
class Events:
    """EventBridge's part in the account at `url`."""

    url: str
    region: str = "eu-west-1"

    def play(self, event: dict[str, Any]) -> list[Hop]:
        """Carry an event of `source`, `detail-type` and `detail` to all that listens for it."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        usual = {"version": "0", "id": "sandbox", "account": ACCOUNT, "region": self.region}
        whole: Any = {**usual, "time": now, "resources": [], **event}
        events, begun = self._client("events"), time.monotonic()
        return [
            self._hop(rule, target, whole, begun)
            for page in events.get_paginator("list_rules").paginate()
            for rule in page["Rules"]
            if rule["State"] == "ENABLED" and "EventPattern" in rule
            if EventPattern.load(rule["EventPattern"]).matches_event(whole)
            for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
        ]

    def invoke(self, function_arn: str, event: Any) -> Any:
        """Run a function on `event`, as a person or a schedule does that may invoke it."""
        return run_function(self._client("lambda"), function_arn, event, self.url)

    def _hop(self, rule: dict[str, Any], target: dict[str, Any], event: Any, begun: float) -> Hop:
        try:
            outcome, detail = "delivered", self._deliver(rule["Arn"], target, event)
        except (Failed, Refused) as error:
            outcome, detail = type(error).__name__.lower(), str(error)
        return Hop(rule["Name"], target["Arn"], outcome, detail, time.monotonic() - begun)

    def _deliver(self, rule: str, target: dict[str, Any], event: dict[str, Any]) -> Any:
        arn: str = target["Arn"]
        service = arn.split(":")[2]
        if service not in ("lambda", "sns", "sqs"):
            raise Refused(f"the sandbox carries no events to {service}")
        client, body = self._client(service), formed(target, event)
        if service == "lambda":
            try:
                policy = client.get_policy(FunctionName=arn)["Policy"]
            except client.exceptions.ResourceNotFoundException:
                policy = _NO_POLICY
            let_in(policy, "lambda:InvokeFunction", arn, rule)
            return self.invoke(arn, body)
        if service == "sns":
            attributes = client.get_topic_attributes(TopicArn=arn)["Attributes"]
            let_in(attributes["Policy"], "sns:Publish", arn, rule)
            client.publish(TopicArn=arn, Message=json.dumps(body))
            return body
        queue = client.get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"]
        held = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])
        let_in(held.get("Attributes", {}).get("Policy", _NO_POLICY), "sqs:SendMessage", arn, rule)
        client.send_message(QueueUrl=queue, MessageBody=json.dumps(body))
        return body

    def _client(self, service: str) -> Any:
        make: Any = boto3.client
        return make(service, region_name=self.region, endpoint_url=self.url, **KEYS)


def formed(target: dict[str, Any], event: dict[str, Any]) -> Any:
    """What a target is handed of an event."""
    if "Input" in target:
        return json.loads(target["Input"])
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


def let_in(policy: str, action: str, resource: str, rule: str) -> None:
    """Refuse unless a statement lets EventBridge in, which names the rule and no account."""
    for statement in json.loads(policy)["Statement"]:
        principal = statement.get("Principal")
        services = _list(principal.get("Service", [])) if isinstance(principal, dict) else []
        named = [pair for keys in statement.get("Condition", {}).values() for pair in keys.items()]
        if (
            statement["Effect"] == "Allow"
            and "events.amazonaws.com" in services
            and any(fnmatchcase(action.lower(), a.lower()) for a in _list(statement["Action"]))
            and any(fnmatchcase(resource, r) for r in _list(statement["Resource"]))
            and all(
                key.lower() == "aws:sourcearn" and any(fnmatchcase(rule, v) for v in _list(value))
                for key, value in named
            )
        ):
            return
    raise Refused(f"{resource} does not let {rule} call {action}")


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _at(event: Any, path: str) -> Any:
    for name in filter(None, path.removeprefix("$").split(".")):
        event = event.get(name) if isinstance(event, dict) else None
    return event
