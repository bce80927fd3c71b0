"""What happens in the sandbox's account: done, and put in the words of EventBridge's events."""

import json
import re
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.account.happened import PATH, table
from sandbox.account.journal import PATIENT
from sandbox.run_function import KEYS

Event = dict[str, Any]


class NotThere(Exception):
    """The account has nothing of that name; the message says what was looked for."""


class Happenings:
    """Things that happen in the account at `url`."""

    def __init__(self, url: str, region: str) -> None:
        self.url, self._region = url, region
        # To look at what is in progress does not bring it on.
        looks = Config(user_agent_extra=PATIENT)
        self._place = {"endpoint_url": url, "region_name": region, "config": looks, **KEYS}

    def alarm(self, name: str) -> None:
        """Set off a metric alarm."""
        self._alarm(name)
        self._client("cloudwatch").set_alarm_state(
            AlarmName=name, StateValue="ALARM", StateReason="set in the sandbox"
        )

    def metric(self, alarm: str, value: float) -> None:
        """Put a value into the metric that an alarm watches, for each period that it looks at."""
        about = self._alarm(alarm)
        if "MetricName" not in about:
            raise NotThere(f"must be an alarm on one metric, got {alarm!r}")
        datum = {name: about[name] for name in ("MetricName", "Dimensions")}
        now, period = datetime.now(UTC), timedelta(seconds=about["Period"])
        for past in reversed(range(about["EvaluationPeriods"])):
            when = {"Timestamp": now - past * period, "Value": value}
            self._client("cloudwatch").put_metric_data(
                Namespace=about["Namespace"], MetricData=[{**datum, **when}]
            )

    def decision(self, arn: str, status: str) -> None:
        """Approve a model version, or reject it."""
        sagemaker = self._client("sagemaker")
        try:
            sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus=status)
        except ClientError as error:
            raise NotThere(f"must be the ARN of a model version, got {arn!r}") from error

    def new_object(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket."""
        try:
            self._client("s3").put_object(Bucket=bucket, Key=key, Body=content)
        except ClientError as error:
            raise NotThere(f"must be in a bucket of the account, got {bucket!r}") from error

    def news(self, how: bytes = b"") -> list[Event]:
        """Return the events of what happened here since this was last asked.

        `settle` ends what is in progress first.
        """
        with urllib.request.urlopen(f"{self.url}{PATH}", how) as answer:
            calls: list[dict[str, Any]] = json.load(answer)
        here = [one for one in calls if one["region"] == self._region]
        return [event for one in here if (event := self._event(table()[one["call"]], one))]

    def _event(self, row: Mapping[str, Any], one: Mapping[str, Any]) -> Event | None:
        """Put what happened in EventBridge's words; None where AWS sends no event of it."""
        service: str = one["call"].partition(":")[0]
        named = {"Operation": "Create" if one["named"].get("Version") == 1 else "Update"}
        named |= one["named"]
        for operation, member in row.get("if", {}).items():
            asked = {"Bucket": named["Bucket"]}
            if member not in self._answer(service, operation, asked):
                return None
        about = dict[str, Any]()
        for operation, asked in row.get("ask", {}).items():
            params = {member: named[name] for member, name in asked.items()}
            about = self._answer(service, operation, params)
        detail = _filled(row["detail"], {**named, **about}) if "detail" in row else about
        if "capitals" in row and row["capitals"] in detail:
            spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", detail[row["capitals"]]).upper()
            detail[row["capitals"]] = spelled
        known = json.loads(json.dumps(detail, default=str))
        return {"source": row["source"], "detail-type": row["kind"], "detail": known}

    def _answer(self, service: str, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = getattr(self._client(service), operation)(**params)
        except ClientError:
            # It is gone again.
            return {}
        answer.pop("ResponseMetadata", None)
        return answer

    def _alarm(self, name: str) -> dict[str, Any]:
        found = self._client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
        if not found:
            raise NotThere(f"must be a metric alarm of the account, got {name!r}")
        return found[0]

    def _client(self, service: str) -> Any:
        make: Any = boto3.client
        return make(service, **self._place)


def _filled(form: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(form, dict):
        return {name: _filled(inner, known) for name, inner in form.items()}
    return known.get(form)
