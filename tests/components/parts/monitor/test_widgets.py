from typing import Any

from components.parts.monitor.delivery import DeliveryContents, delivery_rows
from components.parts.monitor.pipeline import PipelineContents, pipeline_rows
from components.parts.monitor.widgets import place, search

PIPELINE = PipelineContents(
    prefix="fraud-dev",
    region="eu-west-1",
    pipelines={"training": "fraud-dev-training"},
    functions={"deploy": "fraud-dev-deploy"},
    watches_models=True,
    keeps_features=True,
)
DELIVERY = DeliveryContents(
    prefix="fraud-dev",
    region="eu-west-1",
    build_projects={"image": "fraud-dev-image"},
    promotion_rules={"promoted": "fraud-dev-promoted"},
    endpoint_names=["fraud-dev-churn", "fraud-dev-risk"],
    alarm_arns=["arn:aws:cloudwatch:eu-west-1:000000000000:alarm:a"],
)


def titles(rows: list[list[dict[str, Any]]]) -> list[str]:
    return [w["properties"]["title"] for row in rows for w in row if "title" in w["properties"]]


def test_widgets_neither_overlap_nor_leave_the_grid():
    for rows in (pipeline_rows(PIPELINE), delivery_rows(DELIVERY)):
        taken = set[tuple[int, int]]()
        for w in place(rows):
            cells = {
                (x, y)
                for x in range(w["x"], w["x"] + w["width"])
                for y in range(w["y"], w["y"] + w["height"])
            }
            assert w["x"] + w["width"] <= 24
            assert not cells & taken
            taken |= cells


def test_a_search_takes_a_name_apart_as_cloudwatch_does():
    (found,) = search("AWS/Lambda,FunctionName", "Errors", "fraud-dev", label="x", stat="Sum")
    assert found["expression"] == (
        "SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\" fraud dev', 'Sum', 300)"
    )


def test_a_dashboard_of_level_1_shows_runs_drift_deployments_and_features():
    assert titles(pipeline_rows(PIPELINE)) == [
        "Pipeline runs that ended, per hour",
        "Pipeline runs: duration, milliseconds",
        "Model monitor: violations in a window",
        "Model monitor: analyses",
        "Automation: runs, per hour",
        "Automation: errors, per hour",
        "Feature store: read units",
        "Feature store: write units",
    ]


def test_failed_and_stopped_runs_stand_beside_those_that_succeeded():
    (_, (ended, _), *_) = pipeline_rows(PIPELINE)
    lines = ended["properties"]["metrics"]
    assert [(line[1], line[3], line[4]["label"]) for line in lines] == [
        ("ExecutionSucceeded", "fraud-dev-training", "training succeeded"),
        ("ExecutionFailed", "fraud-dev-training", "training failed"),
        ("ExecutionStopped", "fraud-dev-training", "training stopped"),
    ]


def test_what_a_stack_does_not_have_is_not_drawn():
    nothing = PipelineContents(
        prefix="fraud-dev",
        region="eu-west-1",
        pipelines={},
        functions={},
        watches_models=False,
        keeps_features=False,
    )
    assert titles(pipeline_rows(nothing)) == []
    assert "none yet" in str(pipeline_rows(nothing))


def test_a_dashboard_of_level_2_shows_a_change_from_build_to_callers():
    assert titles(delivery_rows(DELIVERY)) == [
        "Builds, per hour",
        "Failed builds, per hour",
        "Builds: duration, seconds",
        "Promotions, per hour",
        "fraud-dev-churn: requests by variant",
        "fraud-dev-churn: share of server errors by variant",
        "fraud-dev-churn: model latency p90 by variant, microseconds",
        "fraud-dev-risk: requests by variant",
        "fraud-dev-risk: share of server errors by variant",
        "fraud-dev-risk: model latency p90 by variant, microseconds",
        "Alarms that undo a deployment",
    ]


def test_builds_elsewhere_are_said_to_be_elsewhere():
    elsewhere = DeliveryContents(
        prefix="fraud-dev",
        region="eu-west-1",
        build_projects={},
        promotion_rules={},
        endpoint_names=[],
        alarm_arns=[],
    )
    assert titles(delivery_rows(elsewhere)) == []
    assert "AWS does not see them" in str(delivery_rows(elsewhere))
