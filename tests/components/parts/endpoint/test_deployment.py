from types import SimpleNamespace
from typing import Any, cast

import pulumi
import pytest

from components.parts.endpoint.deployment import (
    OtherModeError,
    WentBackError,
    name_in_service,
    of_one_mode,
)
from components.parts.endpoint.modes import Mode
from tests.components.endpoint_support import (
    ARTIFACT,
    CONFIG,
    ENDPOINT,
    IMAGE,
    MODEL,
    POLICY,
    VERSION,
    plan_with,
)
from tests.components.support import declare, only


def test_serves_a_version_of_the_registry_under_a_name_that_stays():
    plan = plan_with()
    container = only(plan, MODEL).inputs["primaryContainer"]
    assert container == {"modelPackageName": VERSION}
    assert only(plan, ENDPOINT).inputs["name"] == "fraud-dev-churn"


def test_serves_an_image_with_an_artifact_and_its_environment():
    plan = plan_with(image_uri=IMAGE, model_data_url=ARTIFACT, container_environment={"A": "1"})
    assert only(plan, MODEL).inputs["primaryContainer"] == {
        "image": IMAGE,
        "modelDataUrl": ARTIFACT,
        "environment": {"A": "1"},
    }


def test_names_no_key_for_disks_that_the_hardware_encrypts():
    assert "kmsKeyArn" not in only(plan_with(instance_type="ml.g5.xlarge"), CONFIG).inputs


def test_captures_every_request_and_answer_below_its_own_folder():
    capture = only(plan_with(), CONFIG).inputs["dataCaptureConfig"]
    assert capture["initialSamplingPercentage"] == 100
    assert capture["destinationS3Uri"] == "s3://artifacts-1/data-capture/fraud-dev-churn"
    assert [o["captureMode"] for o in capture["captureOptions"]] == ["Input", "Output"]


def test_captures_nothing_and_may_write_nothing_when_told():
    plan = plan_with(data_capture_percent=0)
    assert "dataCaptureConfig" not in only(plan, CONFIG).inputs
    assert "s3:PutObject" not in only(plan, POLICY).inputs["policy"]


def test_a_deployment_is_undone_by_errors_and_latency_alone():
    config = only(plan_with(), ENDPOINT).inputs["deploymentConfig"]
    names = [a["alarmName"] for a in config["autoRollbackConfiguration"]["alarms"]]
    assert names == [
        "<<fraud-dev-churn-server-errors#name>>",
        "<<fraud-dev-churn-latency#name>>",
    ]
    routing = config["blueGreenUpdatePolicy"]["trafficRoutingConfiguration"]
    assert routing["type"] == "ALL_AT_ONCE"


def test_an_endpoint_that_went_back_fails_the_deployment_before_what_it_serves_is_deleted():
    def program() -> None:
        endpoint = SimpleNamespace(name="fraud-dev-churn", endpoint_config_name="of-before")
        name = name_in_service("endpoints.churn", cast(Any, endpoint), "of-now")
        pulumi.export("endpoint", name)

    with pytest.raises(WentBackError) as error:
        declare(program)
    first, second = str(error.value).splitlines()
    assert first.startswith("endpoints.churn: must serve of-now, got of-before")
    assert "describe-endpoint --endpoint-name fraud-dev-churn" in second


REAL_TIME = {"team": "fraud"}
SERVERLESS = {**REAL_TIME, "serving": "serverless"}
ASYNCHRONOUS = {**REAL_TIME, "serving": "asynchronous"}


def become(tags: dict[str, str], mode: Mode) -> None:
    def program() -> None:
        of_one_mode("endpoints.churn", pulumi.Output.from_input(tags), mode)

    declare(program)


@pytest.mark.parametrize(
    ("tags", "mode"),
    [
        (REAL_TIME, Mode.SERVERLESS),
        (REAL_TIME, Mode.ASYNCHRONOUS),
        (SERVERLESS, Mode.ASYNCHRONOUS),
        (ASYNCHRONOUS, Mode.REAL_TIME),
        (ASYNCHRONOUS, Mode.SERVERLESS),
    ],
)
def test_a_change_that_sagemaker_refuses_is_refused_before_it_is_tried(tags, mode):
    with pytest.raises(OtherModeError) as error:
        become(tags, mode)
    was = tags.get("serving", "real-time")
    assert str(error.value) == (
        f"endpoints.churn: must stay {was}, as SageMaker cannot change it, got {mode}\n"
        "add a second endpoint with another name, lead callers to it, and remove this one"
    )


@pytest.mark.parametrize(
    ("tags", "mode"),
    [
        (REAL_TIME, Mode.REAL_TIME),
        (SERVERLESS, Mode.SERVERLESS),
        (ASYNCHRONOUS, Mode.ASYNCHRONOUS),
        (SERVERLESS, Mode.REAL_TIME),
    ],
)
def test_an_endpoint_stays_as_it_is_or_gets_instances(tags, mode):
    become(tags, mode)


def test_an_endpoint_remembers_how_it_served_on_its_first_day():
    assert only(plan_with(serverless={}), ENDPOINT).inputs["tags"] == {"serving": "serverless"}
    assert "tags" not in only(plan_with(), ENDPOINT).inputs
