"""What happens in the sandbox's account: done, and put in the words of EventBridge's events."""

import json
import re
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jmespath

from sandbox.account.happened import PATH, table
from sandbox.provider.account import Account, AccountError

Event = dict[str, Any]


class NotThere(Exception):
    """The account has nothing of that name; the message says what was looked for."""


class Happenings:
    """Things that happen in the account at `url`."""

    def __init__(self, url: str, region: str) -> None:
        self.url, self._region = url, region
        # It is patient: to look at what is in progress does not bring it on.
        self._account = Account(url)

    def alarm(self, name: str) -> None:
        """Set off a metric alarm."""
        asked = {"AlarmName": self._alarm(name)["AlarmName"], "StateValue": "ALARM"}
        self._call("cloudwatch:SetAlarmState", {**asked, "StateReason": "set in the sandbox"})

    def metric(self, alarm: str, value: float) -> None:
        """Put a value into the metric that an alarm watches, for each period that it looks at."""
        about = self._alarm(alarm)
        if "MetricName" not in about:
            raise NotThere(f"must be an alarm on one metric, got {alarm!r}")
        datum = {name: about[name] for name in ("MetricName", "Dimensions")} | {"Value": value}
        now, period = datetime.now(UTC), timedelta(seconds=about["Period"])
        for past in reversed(range(about["EvaluationPeriods"])):
            data = [{**datum, "Timestamp": now - past * period}]
            asked = {"Namespace": about["Namespace"], "MetricData": data}
            self._call("cloudwatch:PutMetricData", asked)

    def decision(self, arn: str, status: str) -> None:
        """Approve a model version, or reject it."""
        asked = {"ModelPackageArn": arn, "ModelApprovalStatus": status}
        try:
            self._call("sagemaker:UpdateModelPackage", asked)
        except AccountError as error:
            raise NotThere(f"must be the ARN of a model version, got {arn!r}") from error

    def new_object(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket."""
        try:
            self._call("s3:PutObject", {"Bucket": bucket, "Key": key, "Body": content})
        except AccountError as error:
            raise NotThere(f"must be in a bucket of the account, got {bucket!r}") from error

    def news(self, how: bytes = b"") -> list[Event]:
        """Return the events of what happened here since this was last asked.

        `settle` ends what is in progress first.
        """
        with urllib.request.urlopen(f"{self.url}{PATH}", how) as answer:
            calls: list[dict[str, Any]] = json.load(answer)
        here = [one for one in calls if one["region"] == self._region]
        return [event for one in here if (event := self._event(**one))]

    def _event(self, call: str, named: Mapping[str, Any], **_: str) -> Event | None:
        """Put what happened in EventBridge's words; None where AWS sends no event of it."""
        row, answers = table()[call], dict[str, Any]()
        for operation, asked in row.get("ask", {}).items():
            try:
                params = jmespath.search(asked, named)
                answers |= self._call(f"{call.partition(':')[0]}:{operation}", params)
            except AccountError:
                # It is gone again.
                continue
        if "if" in row and row["if"] not in answers:
            return None
        detail = answers
        if "detail" in row:
            detail = jmespath.search(row["detail"], {**named, **answers})
        if "capitals" in row and row["capitals"] in detail:
            spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", detail[row["capitals"]]).upper()
            detail[row["capitals"]] = spelled
        known = json.loads(json.dumps(detail, default=str))
        return {"source": row["source"], "detail-type": row["kind"], "detail": known}

    def _alarm(self, name: str) -> dict[str, Any]:
        found = self._call("cloudwatch:DescribeAlarms", {"AlarmNames": [name]})["MetricAlarms"]
        if not found:
            raise NotThere(f"must be a metric alarm of the account, got {name!r}")
        return found[0]

    def _call(self, call: str, params: Mapping[str, Any]) -> dict[str, Any]:
        service, _, operation = call.partition(":")
        return self._account.call(service, self._region, operation, params)
