import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_monitor import ModelMonitor
from tests.components.monitor_support import BIAS, MONITOR, NAME, alarms, monitor
from tests.components.support import only, statements

FUNCTION = "aws:lambda/function:Function"
SCHEDULE = "aws:scheduler/schedule:Schedule"
RULE = "aws:cloudwatch/eventRule:EventRule"
ROLE = "aws:iam/role:Role"


def config(**settings: Any) -> dict[str, Any]:
    function = only(monitor(**settings), FUNCTION).inputs
    return json.loads(function["environment"]["variables"]["CONFIG"])


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in ModelMonitor.problems(cast(Any, settings))]


def test_data_quality_alone_is_watched_by_default():
    plan = monitor()
    assert set(alarms(plan)) == {"drift-data-quality", "blind"}
    assert set(config()["monitors"]) == {"data_quality"}


def test_outputs_say_where_things_go_and_what_starts_training():
    outputs = only(monitor(model_quality={}, bias=BIAS), MONITOR).outputs
    assert outputs["drift_alarm_prefix"] == f"{NAME}-drift-"
    assert outputs["drift_alarm_arns"] == [
        f"<<{NAME}-drift-data-quality#arn>>",
        f"<<{NAME}-drift-model-quality#arn>>",
    ]
    assert set(outputs["alarm_names"]) == {
        *("drift-data-quality", "drift-model-quality", "bias", "blind"),
        *("function-errors", "dead-letters"),
    }
    assert outputs["baseline_prefix"] == "s3://artifacts-1/monitoring/fraud-dev-churn/baseline/"
    assert outputs["label_prefix"] == "s3://curated-1/labels/fraud-dev-churn/"
    assert outputs["table_name"] == "monitoring_fraud_dev_churn"


def test_windows_are_analysed_twenty_minutes_after_they_end():
    schedule = only(monitor(window_hours=6), SCHEDULE).inputs
    assert schedule["scheduleExpression"] == "cron(20 0/6 * * ? *)"
    assert schedule["scheduleExpressionTimezone"] == "UTC"
    assert json.loads(schedule["target"]["input"]) == {"time": "<aws.scheduler.scheduled-time>"}
    daily = only(monitor(), SCHEDULE).inputs
    assert daily["scheduleExpression"] == "cron(20 0 * * ? *)"


def test_hears_of_its_own_analyses_alone():
    pattern = json.loads(only(monitor(), RULE).inputs["eventPattern"])
    assert pattern["detail"]["ProcessingJobName"] == [{"prefix": "fraud-dev-churn-mon-"}]


def test_an_analysis_has_the_stacks_key_subnets_and_tags():
    found = config()
    assert found["cluster"]["VolumeKmsKeyId"] == found["kms_key_arn"]
    assert found["vpc"] == {
        "Subnets": ["subnet-a", "subnet-b"],
        "SecurityGroupIds": [f"<<{NAME}-network-group#id>>"],
    }
    assert {t["Key"]: t["Value"] for t in found["tags"]} == {"team": "fraud", "environment": "dev"}
    assert "VolumeKmsKeyId" not in config(instance_type="ml.m5d.large")["cluster"]


def test_the_image_is_that_of_the_region_or_the_teams_own():
    image = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev-python:1"
    assert config(image_uri=image)["image_uri"] == image
    assert config()["image_uri"] == (
        "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3"
    )


def test_reads_where_sagemaker_writes_what_an_endpoint_captures():
    found = config()
    assert found["source_prefix"] == "data-capture/fraud-dev-churn/fraud-dev-churn/primary/"
    assert (found["source_layout"], found["step_hours"]) == ("%Y/%m/%d/%H/", 1)


def test_reads_the_results_of_batch_inference_instead():
    found = config(batch_bucket="curated-1", batch_prefix="predictions/scores/")
    assert found["source_bucket"] == "curated-1"
    assert found["source_prefix"] == "predictions/scores/"
    assert (found["source_layout"], found["step_hours"]) == ("run_date=%Y-%m-%d/", 24)


def test_the_functions_settings_fit_lambda_with_everything_on():
    found = config(
        data_quality={"features": [f"feature_{i:05}" for i in range(80)]},
        model_quality={},
        explainability={},
        bias={"facet": "age_band", "disadvantaged": ["60+", "70+"]},
        subnet_ids=[f"subnet-{i:017}" for i in range(6)],
    )
    assert len(json.dumps(found)) < 4000


def test_the_roles_are_bounded_and_trusted_for_this_account():
    boundary = "arn:aws:iam::0:policy/b"
    roles = {r.name: r.inputs for r in monitor(permissions_boundary_arn=boundary).of_type(ROLE)}
    assert {r["permissionsBoundary"] for r in roles.values()} == {boundary}
    (trust,) = statements(roles[f"{NAME}-job"]["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": ["sagemaker.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_names_that_aws_would_refuse_are_refused():
    with pytest.raises(InputError) as error:
        monitor(name="n" * 51, source="s" * 49)
    assert [str(p) for p in error.value.problems] == [
        f"name: must be at most 50 characters, got {'n' * 51!r}",
        f"source: must be at most 48 characters, got {'s' * 49!r}",
    ]
    for role in monitor(name="n" * 50).of_type(ROLE):
        assert len(f"{role.name}-1234567") <= 64


def test_batch_inference_is_watched_by_the_day_and_without_labels():
    with pytest.raises(InputError) as error:
        monitor(batch_bucket="curated-1", batch_prefix="p/", window_hours=6, model_quality={})
    assert [str(p) for p in error.value.problems] == [
        "model_quality: must be left out for batch inference, whose rows have no id",
        "window_hours: must be 24 for batch inference, got 6",
    ]


def test_a_team_may_leave_everything_to_the_defaults():
    assert problems_of() == []


def test_lists_every_problem_at_once():
    assert problems_of(
        window_hours=5,
        min_records=0,
        data_quality={"enabled": False, "drift_threshold": 0.0, "features": ["f" * 2000]},
        model_quality={"enabled": False, "metric": "rmse", "label_delay_hours": -1, "decline": 2.0},
        bias={"enabled": False, "facet": "age", "disadvantaged": [], "threshold": 0.0},
        explainability={"enabled": False, "similarity": 1.5},
        violations_of_windows={"violations": 4, "windows": 3},
        instance_type="m5.large",
        image_uri="python:3.12",
    ) == [
        "window_hours: must be one of 1, 2, 3, 4, 6, 8, 12, 24, got 5",
        "min_records: must be at least 1, got 0",
        "data_quality.features: must fit into 1500 characters, got 2004",
        "model_quality.metric: must be one of accuracy, auc, f1, precision, recall for "
        "classification, got 'rmse'",
        "model_quality.label_delay_hours: must be at least 0, got -1",
        "bias.disadvantaged: must name at least one value, got an empty list",
        "data_quality.drift_threshold: must be above 0 and at most 10, got 0",
        "model_quality.decline: must be above 0 and at most 1, got 2",
        "bias.threshold: must be above 0 and at most 1, got 0",
        "explainability.similarity: must be above 0 and at most 1, got 1.5",
        "violations_of_windows.violations: must be 1 to the number of windows, 3, got 4",
        "instance_type: must look like ml.m5.large, got 'm5.large'",
        "image_uri: must be <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, "
        "got 'python:3.12'",
        "data_quality.enabled: must be true when nothing else is watched",
    ]


def test_an_alarm_looks_back_a_week_at_most():
    assert problems_of(violations_of_windows={"violations": 2, "windows": 8}) == [
        "violations_of_windows.windows: must be at most 7 with windows of 24 hours, got 8"
    ]
    assert (
        problems_of(window_hours=1, violations_of_windows={"violations": 9, "windows": 168}) == []
    )


def test_a_problem_and_its_metric_belong_together():
    assert problems_of(model_quality={"problem": "regression", "metric": "mae"}) == []
    assert problems_of(model_quality={"problem": "ranking"}) == [
        "model_quality.problem: must be classification or regression, got 'ranking'"
    ]
