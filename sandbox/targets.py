"""Targets of rules and schedules, which are handed something if they or a role allow it."""

import contextlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

from sandbox.account.iam.policies import Asked, applies
from sandbox.account.options import ACCOUNT
from sandbox.account.roles import AS_SERVICE
from sandbox.run_function import KEYS, run_function

_NO_POLICY = '{"Statement": []}'
_SDK_NAMES: Mapping[str, str] = {
    "sfn": "stepfunctions",
    "cloudwatchlogs": "logs",
    "eventbridge": "events",
}
"""Services whose names in universal targets are not boto3's."""


class Refused(Exception):
    """AWS would not hand it over."""


@dataclass(frozen=True)
class Sender:
    """What hands something over."""

    service: str
    """`events` or `scheduler`."""

    arn: str
    """Of the rule or schedule."""

    group: str = ""
    """ARN of the schedule's group, which Scheduler names when it takes on a role."""


@dataclass(frozen=True)
class Targets:
    """Targets in the account at `url`."""

    url: str
    region: str

    def deliver(self, sender: Sender, target: Mapping[str, Any], body: Any) -> Any:
        """Hand `body` over; return what a function answered, or what the target was handed."""
        arn: str = target["Arn"]
        service = arn.split(":")[2]
        role = target.get("RoleArn")
        keys = self.session(role, sender.service, sender.group or sender.arn) if role else None
        hand_over = {
            "lambda": self._function,
            "sns": self._topic,
            "sqs": self._queue,
            "logs": self._log_group,
            "sagemaker": self._pipeline,
            "states": self._state_machine,
            "scheduler": self._any_call,
        }.get(service)
        if hand_over is None:
            raise Refused(f"the sandbox carries nothing to {service}")
        return hand_over(sender, target, body, keys)

    def invoke(self, function: str, body: Any) -> Any:
        """Run a function with its own role."""
        client = self._client("lambda")
        role = client.get_function(FunctionName=function)["Configuration"]["Role"]
        keys = self.session(role, "lambda", function)
        return run_function(client, function, body, self.url, keys)

    def session(self, role: str, service: str, source: str) -> dict[str, str]:
        """Keys of a role that a service takes on, which the account holds to its policies."""
        iam = self._client("iam")
        try:
            found = iam.get_role(RoleName=role.rpartition("/")[2])["Role"]
        except iam.exceptions.NoSuchEntityException as error:
            raise Refused(f"{role} is not there, and {service} cannot assume it") from error
        trust = found["AssumeRolePolicyDocument"]
        told = {"aws:sourcearn": source, "aws:sourceaccount": ACCOUNT}
        let_in(trust, "sts:AssumeRole", role, source, service, told)
        got = self._client("sts").assume_role(
            RoleArn=role, RoleSessionName=f"{service}{AS_SERVICE}"
        )["Credentials"]
        return {
            "aws_access_key_id": got["AccessKeyId"],
            "aws_secret_access_key": got["SecretAccessKey"],
            "aws_session_token": got["SessionToken"],
        }

    def _function(self, sender: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        arn: str = target["Arn"]
        if keys:
            self._client("lambda", keys).invoke(FunctionName=arn, InvocationType="DryRun")
        else:
            client = self._client("lambda")
            try:
                policy = client.get_policy(FunctionName=arn)["Policy"]
            except client.exceptions.ResourceNotFoundException:
                policy = _NO_POLICY
            let_in(policy, "lambda:InvokeFunction", arn, sender.arn, sender.service)
        return self.invoke(arn, body)

    def _topic(self, sender: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        arn: str = target["Arn"]
        client = self._client("sns", keys)
        if not keys:
            attributes = client.get_topic_attributes(TopicArn=arn)["Attributes"]
            let_in(attributes["Policy"], "sns:Publish", arn, sender.arn, sender.service)
        client.publish(TopicArn=arn, Message=_text(body))
        return body

    def _queue(self, sender: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        arn: str = target["Arn"]
        own = self._client("sqs")
        queue = own.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"]
        if not keys:
            held = own.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])
            policy = held.get("Attributes", {}).get("Policy", _NO_POLICY)
            let_in(policy, "sqs:SendMessage", arn, sender.arn, sender.service)
        group = target.get("SqsParameters", {})
        self._client("sqs", keys).send_message(QueueUrl=queue, MessageBody=_text(body), **group)
        return body

    def _log_group(self, sender: Sender, target: Mapping[str, Any], body: Any, _: Any) -> Any:
        arn: str = target["Arn"].removesuffix(":*")
        client = self._client("logs")
        group = arn.split(":log-group:")[1]
        policies = [
            *client.describe_resource_policies()["resourcePolicies"],
            *client.describe_resource_policies(resourceArn=arn)["resourcePolicies"],
        ]
        statements = [s for p in policies for s in json.loads(p["policyDocument"])["Statement"]]
        stream = {"logGroupName": group, "logStreamName": "sandbox"}
        # It does not say for which rule it begins a stream.
        for action, told in (("logs:CreateLogStream", {}), ("logs:PutLogEvents", None)):
            where = f"{arn}:log-stream:{stream['logStreamName']}"
            policy = {"Statement": statements}
            let_in(policy, action, where, sender.arn, sender.service, told)
        with contextlib.suppress(client.exceptions.ResourceAlreadyExistsException):
            client.create_log_stream(**stream)
        event = {"timestamp": int(time.time() * 1000), "message": _text(body)}
        client.put_log_events(**stream, logEvents=[event])
        return body

    def _pipeline(self, _: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        given = target.get("SageMakerPipelineParameters", {}).get("PipelineParameterList", [])
        return self._client("sagemaker", keys).start_pipeline_execution(
            PipelineName=target["Arn"].rpartition("/")[2], PipelineParameters=given
        )["PipelineExecutionArn"]

    def _state_machine(self, _: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        return self._client("stepfunctions", keys).start_execution(
            stateMachineArn=target["Arn"], input=_text(body)
        )["executionArn"]

    def _any_call(self, _: Sender, target: Mapping[str, Any], body: Any, keys: Any) -> Any:
        """Make the call of a universal target (Scheduler User Guide, "Using universal targets")."""
        named: str = target["Arn"].rpartition("aws-sdk:")[2]
        service, operation = f"{named}:".split(":")[:2]
        client = self._client(_SDK_NAMES.get(service, service), keys)
        method = getattr(client, xform_name(operation[:1].upper() + operation[1:]), None)
        if method is None:
            raise Refused(f"{service} has no operation {operation}")
        answer = method(**(body if isinstance(body, dict) else {}))
        answer.pop("ResponseMetadata", None)
        return answer

    def _client(self, service: str, keys: Mapping[str, str] | None = None) -> Any:
        make: Any = boto3.client
        place = {"region_name": self.region, "endpoint_url": self.url}
        return make(service, **place, **(keys or KEYS))


def let_in(
    policy: str | Mapping[str, Any],
    action: str,
    resource: str,
    source: str,
    service: str = "events",
    keys: Mapping[str, str] | None = None,
) -> None:
    """Refuse unless a policy lets a service in, which names the `source` it acts for.

    `keys` are all that it tells, where that is not its source alone.
    """
    document: Any = json.loads(policy) if isinstance(policy, str) else policy
    asked = Asked(action, resource, {"aws:sourcearn": source} if keys is None else keys)
    names = frozenset({f"{service}.amazonaws.com", "*"})
    said = [s["Effect"] for s in document["Statement"] if applies(s, asked, names)]
    if "Allow" not in said or "Deny" in said:
        raise Refused(f"{resource} does not let {source} call {action}")


def refused_by_iam(error: ClientError) -> bool:
    """Whether a call failed for want of a permission."""
    code = str(error.response.get("Error", {}).get("Code"))
    return "AccessDenied" in code or "Unauthorized" in code or "AuthorizationError" in code


def _text(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body)
