from typing import Any

import pytest

from tests.components.endpoint_support import ENDPOINT, VERSION, plan_with
from tests.components.parts.endpoint.test_modes import problems_of
from tests.components.support import only

SOURCE = {"model_package_arn": VERSION}


def deployed(**settings: Any) -> dict[str, Any]:
    return only(plan_with(**settings), ENDPOINT).inputs["deploymentConfig"]


def rollout_problems(min_instances: int = 2, **rollout: Any) -> list[str]:
    return problems_of(**SOURCE, min_instances=min_instances, rollout=rollout)


def test_a_canary_takes_a_tenth_for_ten_minutes_and_the_old_instances_stay_ten_more():
    policy = deployed(min_instances=2, rollout={"strategy": "canary"})["blueGreenUpdatePolicy"]
    assert policy == {
        "trafficRoutingConfiguration": {
            "type": "CANARY",
            "canarySize": {"type": "CAPACITY_PERCENT", "value": 10},
            "waitIntervalInSeconds": 600,
        },
        "terminationWaitInSeconds": 600,
    }


def test_linear_moves_in_equal_steps():
    policy = deployed(min_instances=2, rollout={"strategy": "linear", "step_percent": 50})
    routing = policy["blueGreenUpdatePolicy"]["trafficRoutingConfiguration"]
    assert routing["type"] == "LINEAR"
    assert routing["linearStepSize"] == {"type": "CAPACITY_PERCENT", "value": 50}


def test_rolling_exchanges_instances_in_batches_and_never_comes_with_a_second_fleet():
    config = deployed(min_instances=4, rollout={"strategy": "rolling", "timeout_seconds": 3600})
    assert config["rollingUpdatePolicy"] == {
        "maximumBatchSize": {"type": "CAPACITY_PERCENT", "value": 25},
        "waitIntervalInSeconds": 300,
        "maximumExecutionTimeoutInSeconds": 3600,
    }
    assert "blueGreenUpdatePolicy" not in config


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"serverless": {}},
        {"asynchronous": {}},
        {"min_instances": 4, "rollout": {"strategy": "rolling"}},
        {"instance_type": "ml.inf1.xlarge"},
    ],
    ids=str,
)
def test_every_update_can_be_undone_as_the_provider_replaces_endpoints_that_get_or_lose_that(
    settings,
):
    assert deployed(**settings)["autoRollbackConfiguration"]["alarms"]


def test_the_platforms_default_is_taken_where_it_can_be_and_gives_way_to_the_teams():
    canary = {"strategy": "canary", "step_percent": 5}

    def kind(**settings: Any) -> Any:
        policy = deployed(default_rollout=canary, **settings)["blueGreenUpdatePolicy"]
        return policy["trafficRoutingConfiguration"]

    assert kind(min_instances=2)["canarySize"]["value"] == 5
    assert kind(min_instances=2, rollout={"wait_seconds": 60})["waitIntervalInSeconds"] == 60
    assert kind(min_instances=2, rollout={"strategy": "linear"})["linearStepSize"]["value"] == 20
    assert kind(min_instances=2, rollout={"strategy": "all_at_once"})["type"] == "ALL_AT_ONCE"
    assert kind()["type"] == "ALL_AT_ONCE"
    assert kind(min_instances=2, instance_type="ml.inf1.xlarge")["type"] == "ALL_AT_ONCE"
    assert kind(serverless={})["type"] == "CANARY"


@pytest.mark.parametrize(
    ("rollout", "problem"),
    [
        (
            {"strategy": "at_once"},
            "rollout.strategy: must be all_at_once or canary or linear or rolling, got 'at_once'",
        ),
        (
            {"strategy": "canary", "min_instances": 1},
            "rollout.strategy: must be all_at_once where a variant may have one instance, "
            "got canary",
        ),
        (
            {"strategy": "canary", "step_percent": 51},
            "rollout.step_percent: must be 1 to 50 for canary, got 51",
        ),
        (
            {"strategy": "linear", "step_percent": 5},
            "rollout.step_percent: must be 10 to 50 for linear, got 5",
        ),
        (
            {"strategy": "rolling", "step_percent": 4},
            "rollout.step_percent: must be 5 to 50 for rolling, got 4",
        ),
        (
            {"step_percent": 10},
            "rollout.step_percent: must be left out with all_at_once",
        ),
        (
            {"wait_seconds": 10},
            "rollout.wait_seconds: must be left out with all_at_once",
        ),
        (
            {"strategy": "rolling", "bake_seconds": 10},
            "rollout.bake_seconds: must be left out with rolling",
        ),
        (
            {"strategy": "canary", "wait_seconds": -1},
            "rollout.wait_seconds: must be 0 to 3600, got -1",
        ),
        (
            {"strategy": "linear", "step_percent": 10},
            "rollout: must wait at most 2700 seconds in all, as `pulumi up` waits an hour for an "
            "update, got 3300",
        ),
        (
            {"timeout_seconds": 599},
            "rollout.timeout_seconds: must be 600 to 14400, got 599",
        ),
        (
            {"strategy": "canary", "timeout_seconds": 1200},
            "rollout.timeout_seconds: must be more than all waits together, 1200 seconds, got 1200",
        ),
    ],
    ids=str,
)
def test_says_what_contradicts_a_strategy(rollout, problem):
    assert rollout_problems(**rollout) == [problem]


def test_rolling_and_guardrails_are_not_offered_everywhere():
    further = {"variants": {"b": {**SOURCE, "traffic_percent": 5, "min_instances": 2}}}
    rolling = {"strategy": "rolling"}
    assert problems_of(**SOURCE, min_instances=2, rollout=rolling, **further) == [
        "rollout.strategy: must not be rolling with variants or a shadow, got rolling"
    ]
    inf1 = {"instance_type": "ml.inf1.xlarge", "rollout": {"strategy": "canary"}}
    assert problems_of(**SOURCE, min_instances=2, **inf1) == [
        "rollout.strategy: must be all_at_once on ml.inf1, got canary"
    ]
