from typing import Any

import pytest

from components.errors import InputError
from tests.components.endpoint_support import (
    ARTIFACT,
    CONFIG,
    ENDPOINT,
    IMAGE,
    KEY,
    MODEL,
    TOPIC,
    VERSION,
    allowed,
    plan_with,
)
from tests.components.parts.endpoint.test_modes import problems_of
from tests.components.support import only

COMPONENT = "aws-native:sagemaker:InferenceComponent"
SHARED = "aws-native:sagemaker:EndpointConfig"
TARGET = "aws:appautoscaling/target:Target"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SCORER = {"model_package_arn": VERSION, "memory_mb": 2048}


def shared(**components: Any) -> dict[str, Any]:
    return {"inference_components": {name: {**SCORER, **one} for name, one in components.items()}}


def plan(min_instances: int = 1, machine: str = "ml.m5.large", **components: Any) -> Any:
    # No source of its own.
    settings = {"min_instances": min_instances, "instance_type": machine, **shared(**components)}
    return plan_with(image_uri=None, **settings)


def test_the_configuration_has_no_model_but_role_network_isolation_key_and_capture():
    config = only(plan(scorer={}), SHARED).inputs
    (variant,) = config["productionVariants"]
    assert "modelName" not in variant
    assert variant["managedInstanceScaling"] == {
        "status": "ENABLED",
        "minInstanceCount": 1,
        "maxInstanceCount": 2,
    }
    assert config["executionRoleArn"] == "<<fraud-dev-churn-role#arn>>"
    assert config["enableNetworkIsolation"] is True
    assert config["vpcConfig"]["subnets"] == ["subnet-a", "subnet-b"]
    assert config["kmsKeyId"] == config["dataCaptureConfig"]["kmsKeyId"] == KEY
    assert not plan(scorer={}).of_type(CONFIG)


def test_each_model_is_a_component_with_its_share_of_a_machine_and_a_name_to_invoke():
    encoder = {"accelerators": 1, "memory_mb": 8192}
    found = plan(machine="ml.g5.xlarge", scorer={}, encoder=encoder)
    components = {c.inputs["inferenceComponentName"]: c for c in found.of_type(COMPONENT)}
    assert set(components) == {"fraud-dev-churn-scorer", "fraud-dev-churn-encoder"}
    specification = components["fraud-dev-churn-encoder"].inputs["specification"]
    assert specification == {
        "modelName": "<<fraud-dev-churn-encoder-model#name>>",
        "computeResourceRequirements": {
            "minMemoryRequiredInMb": 8192,
            "numberOfAcceleratorDevicesRequired": 1,
        },
    }
    specification = components["fraud-dev-churn-scorer"].inputs["specification"]
    assert specification["computeResourceRequirements"]["numberOfCpuCoresRequired"] == 1
    assert {m.name for m in found.of_type(MODEL)} == {
        "fraud-dev-churn-scorer-model",
        "fraud-dev-churn-encoder-model",
    }


def test_copies_come_and_go_with_the_requests_and_instances_with_the_copies():
    found = plan(min_instances=0, scorer={"min_copies": 0, "max_copies": 3})
    target = only(found, TARGET).inputs
    assert target["resourceId"] == "inference-component/fraud-dev-churn-scorer"
    assert target["scalableDimension"] == "sagemaker:inference-component:DesiredCopyCount"
    assert (target["minCapacity"], target["maxCapacity"]) == (0, 3)
    config = only(found, SHARED).inputs["productionVariants"][0]
    assert config["managedInstanceScaling"]["minInstanceCount"] == 0
    alarm = next(a for a in found.of_type(ALARM) if a.name.endswith("-waits-without-instances"))
    assert alarm.inputs["metricName"] == "NoCapacityInvocationFailures"
    assert alarm.inputs["dimensions"] == {"InferenceComponentName": "fraud-dev-churn-scorer"}
    assert alarm.inputs["alarmActions"] == ["<<fraud-dev-churn-scorer-from-zero#arn>>"]


def test_nothing_scales_without_room_to():
    assert not plan(scorer={"max_copies": 1}).of_type(TARGET)


def test_several_copies_change_one_by_one_and_go_back_by_their_own_alarms():
    component = only(plan(scorer={"min_copies": 2}), COMPONENT).inputs["deploymentConfig"]
    assert component["rollingUpdatePolicy"] == {
        "maximumBatchSize": {"type": "COPY_COUNT", "value": 1},
        "waitIntervalInSeconds": 300,
    }
    assert component["autoRollbackConfiguration"]["alarms"] == [
        {"alarmName": "<<fraud-dev-churn-scorer-server-errors#name>>"},
        {"alarmName": "<<fraud-dev-churn-scorer-latency#name>>"},
    ]
    assert "deploymentConfig" not in only(plan(scorer={}), COMPONENT).inputs


def test_the_alarms_of_a_component_watch_it_alone():
    found = {a.name: a.inputs for a in plan(scorer={}).of_type(ALARM)}
    errors = found["fraud-dev-churn-scorer-server-errors"]
    assert errors["dimensions"] == {"InferenceComponentName": "fraud-dev-churn-scorer"}
    assert errors["alarmActions"] == [TOPIC]


def test_the_role_reads_what_the_components_need():
    given = allowed(plan(scorer={}))
    assert given["ReadTheModel"]["Resource"] == "arn:aws:s3:::artifacts-1/*"
    assert "JoinTheNetwork" in given


def test_the_endpoint_remembers_what_it_is_and_offers_no_requests():
    found = plan(scorer={})
    assert only(found, ENDPOINT).inputs["tags"] == {"serving": "inference-components"}
    assert only(found, "stepwell:index:InferenceEndpoint").outputs["serving"] == "{}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model_package_arn", VERSION),
        ("image_uri", IMAGE),
        ("model_data_url", ARTIFACT),
        ("container_environment", {}),
        ("image_repository_arns", []),
        ("invocations_per_minute", 60),
        ("schedules", {}),
        ("multi_model", {"models_url": "s3://models/churn/"}),
        ("variants", {}),
        ("shadow", SCORER),
        ("serverless", {}),
        ("asynchronous", {}),
    ],
)
def test_what_each_component_says_cannot_be_said_of_the_endpoint(field, value):
    assert (
        f"{field}: must be left out with inference_components: each component says what it serves "
        "and how it scales"
    ) in problems_of(**shared(scorer={}), **{field: value})


@pytest.mark.parametrize(
    ("component", "problem"),
    [
        ({"memory_mb": 127}, "memory_mb: must be at least 128, got 127"),
        ({"cpu_cores": 0.1}, "cpu_cores: must be at least 0.25, got 0.1"),
        ({"accelerators": 0}, "accelerators: must be at least 1, got 0"),
        ({"min_copies": -1}, "min_copies: must be at least 0, got -1"),
        ({"max_copies": 0}, "max_copies: must be at least 1 and min_copies, 1, got 0"),
        ({"invocations_per_minute": 0}, "invocations_per_minute: must be at least 1, got 0"),
        (
            {"model_data_url": "s3://models/x.tar.gz"},
            "model_data_url: must come with image_uri; a version brings its artifact",
        ),
    ],
    ids=str,
)
def test_says_what_is_wrong_with_a_component(component, problem):
    assert problems_of(**shared(scorer=component)) == [f"inference_components.scorer.{problem}"]


def test_accelerators_are_asked_of_machines_that_have_some():
    asked = shared(scorer={"accelerators": 2})
    assert problems_of(**asked, instance_type="ml.m5.large") == [
        "inference_components.scorer.accelerators: must be left out on ml.m5.large, which has "
        "none, got 2"
    ]
    for machine in ("ml.g5.12xlarge", "ml.inf2.xlarge", "ml.p3.2xlarge"):
        assert problems_of(**asked, instance_type=machine) == []


def test_says_what_is_wrong_with_their_names_their_number_and_their_rollout():
    assert problems_of(inference_components={}) == [
        "inference_components: must name at least one model, got none"
    ]
    assert problems_of(**shared(Scorer={})) == [
        "inference_components.Scorer: must be small letters, digits and hyphens, got 'Scorer'"
    ]
    canary = {"strategy": "canary"}
    assert problems_of(**shared(scorer={}), min_instances=2, rollout=canary) == [
        "rollout.strategy: must be all_at_once with inference_components, which change copy by "
        "copy, got canary"
    ]
    assert problems_of(**shared(scorer={}), min_instances=0) == []


def test_an_endpoint_of_components_follows_no_group():
    with pytest.raises(InputError) as error:
        plan_with(image_uri=None, followed=True, **shared(scorer={}))
    assert "inference_components: must be left out of an endpoint that follows" in str(error.value)
