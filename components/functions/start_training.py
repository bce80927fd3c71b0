"""Start the training pipeline: one run at a time, and for data and drift not too often.

Whatever wants a run ends here: a schedule, an event of S3 or CloudWatch, or a person. What has to
wait comes back by a one-time schedule, so nothing is lost and nothing has to be remembered: the
runs themselves say what has been done.
"""

import datetime as dt
import hashlib
import json
import logging
import os
from typing import Any

import boto3

WAITS = ("data", "drift")
"""Kinds that a cool-down holds back; a schedule and a person know what they ask for."""

RUNNING = ("Executing", "Stopping")
LOOK_AGAIN = dt.timedelta(minutes=30)

LOG = logging.getLogger(__name__)

Wish = dict[str, Any]
"""Who wants a run: `kind`, `reason`, and `since` when, which a person leaves open."""


def handler(event: dict[str, Any], context: Any) -> dict[str, str]:
    """Start a run, put it off, or say why there is none."""
    now = dt.datetime.now(dt.UTC)
    wish = wish_of(event)
    answer = _answer(wish, now, context.invoked_function_arn)
    LOG.info("%s of %s", json.dumps(answer), json.dumps(wish))
    return answer


def wish_of(event: dict[str, Any]) -> Wish:
    """Who wants a run, of an event in the words of AWS or of ours."""
    detail = event.get("detail", {})
    if event.get("source") == "aws.s3":
        place = f"s3://{detail['bucket']['name']}/{detail['object']['key']}"
        return {"kind": "data", "reason": place, "since": event["time"]}
    if event.get("source") == "aws.cloudwatch":
        return {"kind": "drift", "reason": detail["alarmName"], "since": event["time"]}
    if "kind" in event:
        return {name: event[name] for name in ("kind", "reason", "since")}
    return {"kind": "demand", "reason": event.get("reason"), "since": None}


def decide(wish: Wish, runs: list[dict[str, Any]], now: dt.datetime) -> dt.datetime | str:
    """When the run is to start, or why there is to be none; `runs` are the newest first."""
    waits = wish["kind"] in WAITS
    since = dt.datetime.fromisoformat(wish["since"]) if wish["since"] else None
    earliest = now
    if runs:
        started = _started(runs[0])
        if since is not None and started >= since:
            return f"not needed: a run started at {started:%Y-%m-%d %H:%M} UTC, after this"
        if waits:
            earliest = max(
                earliest, started + dt.timedelta(hours=float(os.environ["COOL_DOWN_HOURS"]))
            )
    if wish["kind"] == "data" and since is not None:
        earliest = max(earliest, since + dt.timedelta(minutes=float(os.environ["SETTLE_MINUTES"])))
    running = [run for run in runs if run["PipelineExecutionStatus"] in RUNNING]
    if running and not waits:
        return f"refused: {running[0]['PipelineExecutionArn']} is still running"
    return max(earliest, now + LOOK_AGAIN) if running else earliest


def _answer(wish: Wish, now: dt.datetime, function_arn: str) -> dict[str, str]:
    if os.environ["PAUSED"] == "true":
        return {"answer": "refused: the settings of the stack say paused: true"}
    if not isinstance(wish["reason"], str) or not wish["reason"].strip():
        return {"answer": f"refused: reason: must say why to train, got {wish['reason']!r}"}
    sagemaker: Any = boto3.client("sagemaker")
    pipeline = os.environ["PIPELINE"]
    listed = sagemaker.list_pipeline_executions(
        PipelineName=pipeline, SortBy="CreationTime", SortOrder="Descending", MaxResults=100
    )
    runs = sorted(listed["PipelineExecutionSummaries"], key=_started, reverse=True)
    when = decide(wish, runs, now)
    if isinstance(when, str):
        return {"answer": when}
    if when > now:
        return {"answer": f"later: {_come_back(wish, when, function_arn)}"}
    return {"answer": "started", "execution": _start(sagemaker, pipeline, wish, runs)}


def _start(sagemaker: Any, pipeline: str, wish: Wish, runs: list[dict[str, Any]]) -> str:
    """Start a run, the same one however many ask for it at this moment.

    All who saw the same last run send the same token, and SageMaker starts one run for a token.
    Their requests are the same in all else too; what differs is written on the run afterwards.
    """
    last = runs[0]["PipelineExecutionArn"] if runs else "none"
    token = hashlib.sha256(f"{pipeline} after {last}".encode()).hexdigest()
    started = sagemaker.start_pipeline_execution(PipelineName=pipeline, ClientRequestToken=token)
    sagemaker.update_pipeline_execution(
        PipelineExecutionArn=started["PipelineExecutionArn"],
        PipelineExecutionDescription=" ".join(f"{wish['kind']}: {wish['reason']}".split())[:1000],
    )
    return str(started["PipelineExecutionArn"])


def _come_back(wish: Wish, when: dt.datetime, function_arn: str) -> str:
    """Bring the wish back once; all that wait for the same minute come back as one."""
    minute = (when + dt.timedelta(seconds=59)).replace(second=0, microsecond=0)
    scheduler: Any = boto3.client("scheduler")
    try:
        scheduler.create_schedule(
            Name=f"{minute:%Y%m%dT%H%M}",
            GroupName=os.environ["LATER_GROUP"],
            Description=" ".join(f"{wish['kind']}: {wish['reason']}".split())[:500],
            ScheduleExpression=f"at({minute:%Y-%m-%dT%H:%M:%S})",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target={
                "Arn": function_arn,
                "RoleArn": os.environ["LATER_ROLE_ARN"],
                "Input": json.dumps(wish),
                "DeadLetterConfig": {"Arn": os.environ["DEAD_LETTERS_ARN"]},
            },
        )
    except scheduler.exceptions.ConflictException:
        return f"{minute:%Y-%m-%d %H:%M} UTC, with another"
    return f"{minute:%Y-%m-%d %H:%M} UTC"


def _started(run: dict[str, Any]) -> dt.datetime:
    return run["StartTime"]
