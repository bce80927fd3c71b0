from tests.components.endpoint_support import CONFIG, ENDPOINT, VERSION, plan_with
from tests.components.support import only

PARAMETER = "aws:ssm/parameter:Parameter"
TARGET = "aws:appautoscaling/target:Target"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SCALING = "aws:appautoscaling/policy:Policy"


def test_scales_the_variant_that_the_configuration_names():
    plan = plan_with(min_instances=2, max_instances=5)
    variant = only(plan, CONFIG).inputs["productionVariants"][0]
    target = only(plan, TARGET).inputs
    assert target["resourceId"] == f"endpoint/fraud-dev-churn/variant/{variant['variantName']}"
    assert (target["minCapacity"], target["maxCapacity"]) == (2, 5)
    assert variant["initialInstanceCount"] == 2
    assert only(plan, ENDPOINT).urn in only(plan, TARGET).dependencies
    tracking = only(plan, SCALING).inputs["targetTrackingScalingPolicyConfiguration"]
    assert tracking["targetValue"] == 600


def test_does_not_scale_without_room_to():
    plan = plan_with(min_instances=3, max_instances=3)
    assert plan.of_type(TARGET) == plan.of_type(SCALING) == ()


def test_more_than_the_default_maximum_at_least_needs_no_second_number():
    assert (
        only(plan_with(min_instances=4), CONFIG).inputs["productionVariants"][0][
            "initialInstanceCount"
        ]
        == 4
    )


def test_scaling_goes_before_and_comes_after_a_change_of_the_instance_type():
    plan = plan_with(instance_type="ml.c6i.large")
    machine = only(plan, PARAMETER)
    # Its name is what it is, so that another type replaces it, and scaling with it.
    assert machine.inputs["name"] == "/stepwell/fraud-dev/endpoints/churn/ml.c6i.large"
    assert plan.of_type(TARGET)[0].property_dependencies["resourceId"] >= {machine.urn}
    endpoint = only(plan, ENDPOINT)
    assert machine.urn in endpoint.dependencies
    assert machine.urn not in frozenset().union(*endpoint.property_dependencies.values())


def test_names_the_machine_without_scaling_too_so_that_both_can_change_at_once():
    assert only(plan_with(max_instances=1), PARAMETER)


def test_asynchronous_scales_by_what_waits_and_down_to_nothing():
    plan = plan_with(asynchronous={"backlog_per_instance": 3})
    assert only(plan, TARGET).inputs["minCapacity"] == 0
    policies = {p.name.removeprefix("fraud-dev-churn-"): p.inputs for p in plan.of_type(SCALING)}
    tracking = policies["by-backlog"]["targetTrackingScalingPolicyConfiguration"]
    assert tracking["targetValue"] == 3
    assert tracking["customizedMetricSpecification"] == {
        "metricName": "ApproximateBacklogSizePerInstance",
        "namespace": "AWS/SageMaker",
        "statistic": "Average",
        "dimensions": [{"name": "EndpointName", "value": "fraud-dev-churn"}],
    }


def test_the_first_waiting_request_starts_an_instance_where_none_runs():
    plan = plan_with(asynchronous={})
    alarm = next(a for a in plan.of_type(ALARM) if a.name.endswith("-waits-without-instances"))
    assert alarm.inputs["metricName"] == "HasBacklogWithoutCapacity"
    assert alarm.inputs["alarmActions"] == ["<<fraud-dev-churn-from-zero#arn>>"]
    first = next(p for p in plan.of_type(SCALING) if p.name.endswith("-from-zero")).inputs
    assert first["stepScalingPolicyConfiguration"]["stepAdjustments"] == [
        {"metricIntervalLowerBound": "0", "scalingAdjustment": 1}
    ]


def test_nothing_starts_the_first_instance_where_one_always_runs():
    plan = plan_with(asynchronous={}, min_instances=1)
    assert [p.name for p in plan.of_type(SCALING)] == ["fraud-dev-churn-by-backlog"]


def test_serverless_is_tied_to_no_machine_and_scales_by_itself():
    plan = plan_with(serverless={})
    assert plan.of_type(PARAMETER) == plan.of_type(TARGET) == ()


def test_limits_change_at_set_times_and_pause_with_the_scaling():
    night = {"schedule": "cron(0 22 * * ? *)", "timezone": "Europe/Berlin", "max_instances": 1}
    plan = plan_with(max_instances=1, schedules={"night": night})
    action = only(plan, "aws:appautoscaling/scheduledAction:ScheduledAction")
    assert action.name == "fraud-dev-churn-at-night"
    assert action.inputs["timezone"] == "Europe/Berlin"
    assert action.inputs["scalableTargetAction"] == {"maxCapacity": 1}
    # By the target's own output, so that it is replaced with it.
    assert action.property_dependencies["resourceId"] >= {only(plan, TARGET).urn}


def test_a_variant_scales_on_its_own_where_it_has_room_to():
    still = {"model_package_arn": VERSION, "traffic_percent": 5}
    grows = {**still, "max_instances": 3, "instance_type": "ml.c6i.large"}
    plan = plan_with(max_instances=1, variants={"still": still, "grows": grows})
    target = only(plan, TARGET)
    assert target.inputs["resourceId"] == "endpoint/fraud-dev-churn/variant/grows"
    assert {p.inputs["name"] for p in plan.of_type(PARAMETER)} == {
        "/stepwell/fraud-dev/endpoints/churn/ml.m5.large",
        "/stepwell/fraud-dev/endpoints/churn/still/ml.m5.large",
        "/stepwell/fraud-dev/endpoints/churn/grows/ml.c6i.large",
    }
    assert only(plan, ENDPOINT).dependencies >= {p.urn for p in plan.of_type(PARAMETER)}
