import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.stub import ANY

from components.functions.start_training import decide, handler, wish_of
from tests.components.functions.stubs import Stubs, stubbed

NOW = dt.datetime.now(dt.UTC)
HOUR = dt.timedelta(hours=1)
PIPELINE = "arn:aws:sagemaker:eu-west-1:000000000000:pipeline/churn"
SCHEDULE = {"kind": "schedule", "reason": "rate(7 days)", "since": NOW.isoformat()}
DEMAND = {"reason": "new features"}
DRIFT = {
    "source": "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    "time": NOW.isoformat(),
    "detail": {"alarmName": "fraud-dev-drift", "state": {"value": "ALARM"}},
}
DATA = {
    "source": "aws.s3",
    "detail-type": "Object Created",
    "time": NOW.isoformat(),
    "detail": {"bucket": {"name": "raw-1"}, "object": {"key": "in/a\nb.csv"}},
}


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PIPELINE": "churn",
        "PAUSED": "false",
        "COOL_DOWN_HOURS": "24",
        "SETTLE_MINUTES": "0",
        "LATER_GROUP": "fraud-dev-later",
        "LATER_ROLE_ARN": "arn:aws:iam::000000000000:role/schedules",
        "DEAD_LETTERS_ARN": "arn:aws:sqs:eu-west-1:000000000000:failed",
    }.items():
        monkeypatch.setenv(name, value)


def run(hours_ago: float, status: str = "Succeeded", name: str = "old") -> dict[str, Any]:
    return {
        "PipelineExecutionArn": f"{PIPELINE}/execution/{name}",
        "StartTime": NOW - hours_ago * HOUR,
        "PipelineExecutionStatus": status,
    }


def call(event: dict[str, Any]) -> dict[str, str]:
    function = "arn:aws:lambda:eu-west-1:000000000000:function:fraud-dev-start"
    return handler(event, SimpleNamespace(invoked_function_arn=function))


def listed(stubs: Stubs, *runs: dict[str, Any]) -> None:
    stubs["sagemaker"].add_response(
        "list_pipeline_executions",
        {"PipelineExecutionSummaries": list(runs)},
        {
            "PipelineName": "churn",
            "SortBy": "CreationTime",
            "SortOrder": "Descending",
            "MaxResults": 100,
        },
    )


def started(stubs: Stubs, why: Any, tokens: list[str] | None = None) -> None:
    arn = {"PipelineExecutionArn": f"{PIPELINE}/execution/new"}
    token: Any = ANY
    if tokens is not None:
        token = _Seen(tokens)
    sent = {"PipelineName": "churn", "ClientRequestToken": token}
    stubs["sagemaker"].add_response("start_pipeline_execution", arn, sent)
    noted = {**arn, "PipelineExecutionDescription": why}
    stubs["sagemaker"].add_response("update_pipeline_execution", arn, noted)


class _Seen:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens

    def __eq__(self, other: object) -> bool:
        self._tokens.append(str(other))
        return True

    def __hash__(self) -> int:
        return id(self)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (SCHEDULE, "schedule: rate(7 days)"),
        (DEMAND, "demand: new features"),
        (DRIFT, "drift: fraud-dev-drift"),
        (DATA, "data: s3://raw-1/in/a b.csv"),
    ],
    ids=["schedule", "demand", "drift", "data"],
)
def test_a_run_says_who_wanted_it(event: dict[str, Any], why: str) -> None:
    with stubbed() as stubs:
        listed(stubs)
        started(stubs, why)
        answer = call(event)
    assert answer == {"answer": "started", "execution": f"{PIPELINE}/execution/new"}


def test_all_who_saw_the_same_last_run_ask_for_one_and_the_same_run() -> None:
    tokens: list[str] = []
    for event, last in ((DEMAND, "old"), (SCHEDULE, "old"), (DEMAND, "newer")):
        with stubbed() as stubs:
            listed(stubs, run(30, name=last))
            started(stubs, ANY, tokens)
            call(event)
    assert tokens[0] == tokens[1] != tokens[2]
    assert 32 <= len(tokens[0]) <= 128


@pytest.mark.parametrize("status", ["Executing", "Stopping"])
@pytest.mark.parametrize("event", [DEMAND, SCHEDULE], ids=["demand", "schedule"])
def test_none_starts_while_one_runs(event: dict[str, Any], status: str) -> None:
    with stubbed() as stubs:
        listed(stubs, run(1), run(30, status, "long"))
        answer = call(event)
    assert answer == {"answer": f"refused: {PIPELINE}/execution/long is still running"}


@pytest.mark.parametrize("event", [DATA, DRIFT], ids=["data", "drift"])
def test_data_and_drift_come_back_when_the_cool_down_is_over(event: dict[str, Any]) -> None:
    due = NOW + 14 * HOUR
    minute = (due + dt.timedelta(seconds=59)).replace(second=0, microsecond=0)
    with stubbed() as stubs:
        listed(stubs, run(10, "Failed"))
        stubs["scheduler"].add_response(
            "create_schedule",
            {"ScheduleArn": "arn:aws:scheduler:eu-west-1:000000000000:schedule/g/n"},
            {
                "Name": f"{minute:%Y%m%dT%H%M}",
                "GroupName": "fraud-dev-later",
                "Description": ANY,
                "ScheduleExpression": f"at({minute:%Y-%m-%dT%H:%M}:00)",
                "FlexibleTimeWindow": {"Mode": "OFF"},
                "ActionAfterCompletion": "DELETE",
                "Target": {
                    "Arn": "arn:aws:lambda:eu-west-1:000000000000:function:fraud-dev-start",
                    "RoleArn": "arn:aws:iam::000000000000:role/schedules",
                    "Input": json.dumps(wish_of(event)),
                    "DeadLetterConfig": {"Arn": "arn:aws:sqs:eu-west-1:000000000000:failed"},
                },
            },
        )
        answer = call(event)
    assert answer == {"answer": f"later: {minute:%Y-%m-%d %H:%M} UTC"}


def test_a_thousand_objects_come_back_as_one() -> None:
    with stubbed() as stubs:
        listed(stubs, run(10))
        stubs["scheduler"].add_client_error("create_schedule", "ConflictException")
        answer = call(DATA)
    assert answer["answer"].endswith("UTC, with another")


def test_the_cool_down_does_not_hold_back_a_schedule_nor_a_person() -> None:
    for event in (SCHEDULE, DEMAND):
        with stubbed() as stubs:
            listed(stubs, run(1))
            started(stubs, ANY)
            assert call(event)["answer"] == "started"


@pytest.mark.parametrize("event", [DATA, DRIFT, SCHEDULE], ids=["data", "drift", "schedule"])
def test_what_an_earlier_run_has_seen_needs_no_other(event: dict[str, Any]) -> None:
    with stubbed() as stubs:
        listed(stubs, run(-0.01))
        answer = call(event)
    assert answer["answer"].startswith("not needed: a run started at ")


def test_a_wish_that_came_back_is_understood() -> None:
    wish = wish_of(DATA)
    assert wish_of(json.loads(json.dumps(wish))) == wish


def test_data_waits_until_the_rest_of_a_delivery_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTLE_MINUTES", "15")
    assert decide(wish_of(DATA), [], NOW) == NOW + HOUR / 4
    assert decide(wish_of(DATA), [], NOW + HOUR) == NOW + HOUR
    assert decide(wish_of(DRIFT), [], NOW) == NOW


def test_data_that_arrives_during_a_long_run_is_looked_at_again() -> None:
    assert decide(wish_of(DATA), [run(30, "Executing")], NOW) == NOW + HOUR / 2


@pytest.mark.parametrize("event", [DEMAND, SCHEDULE, DATA, DRIFT])
def test_while_paused_nobody_starts_anything(
    event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAUSED", "true")
    with stubbed():
        assert call(event) == {"answer": "refused: the settings of the stack say paused: true"}


@pytest.mark.parametrize("event", [{}, {"reason": " "}, {"reason": 3}])
def test_a_person_says_why(event: dict[str, Any]) -> None:
    with stubbed():
        answer = call(event)["answer"]
    assert answer == f"refused: reason: must say why to train, got {event.get('reason')!r}"


def test_what_goes_wrong_is_tried_again_by_lambda() -> None:
    with stubbed() as stubs:
        listed(stubs)
        stubs["sagemaker"].add_client_error("start_pipeline_execution", "ThrottlingException")
        with pytest.raises(Exception, match="ThrottlingException"):
            call(SCHEDULE)
