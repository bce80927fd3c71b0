import datetime as dt
import json
from typing import Any

import pytest

from components.functions.deploy_model import WentBack, handler, name_of, superseded
from tests.components.functions.stubs import Stubs, stubbed

GROUP = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/fraud-dev-churn"
ENDPOINT = "arn:aws:sagemaker:eu-west-1:000000000000:endpoint/fraud-dev-churn"
ROLE = "arn:aws:iam::000000000000:role/endpoint"
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
SERVING = {
    "CreateModel": {
        "ExecutionRoleArn": ROLE,
        "EnableNetworkIsolation": True,
        "PrimaryContainer": {"Environment": {"THREADS": "4"}},
    },
    "CreateEndpointConfig": {
        "ProductionVariants": [
            {
                "VariantName": "primary",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
                "InitialVariantWeight": 1,
            }
        ],
        "KmsKeyId": "arn:aws:kms:eu-west-1:000000000000:key/1b2c",
    },
    "UpdateEndpoint": {
        "DeploymentConfig": {"AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "a"}]}}
    },
}
SENT_TAGS = [{"Key": "team", "Value": "fraud"}]


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANTED", "/wanted")
    monkeypatch.setenv("ATTEMPT", "/attempt")


def package(version: int) -> str:
    return f"{GROUP.replace('-group/', '/')}/{version}"


def wanted(version: int | None = None, **serving: Any) -> dict[str, Any]:
    return {
        "endpoint": "fraud-dev-churn",
        "group": GROUP,
        "version": version,
        "serving": {**SERVING, **serving},
    }


def name(version: int) -> str:
    return name_of(wanted(), version, package(version))


def summary(version: int, status: str = "Completed") -> dict[str, Any]:
    return {
        "ModelPackageName": "n",
        "ModelPackageGroupName": "fraud-dev-churn",
        "ModelPackageVersion": version,
        "ModelPackageArn": package(version),
        "CreationTime": NOW,
        "ModelPackageStatus": status,
    }


def told(
    stubs: Stubs, wants: dict[str, Any], *approved: dict[str, Any], attempt: str = "{}"
) -> None:
    for path, value in (("/wanted", json.dumps(wants)), ("/attempt", attempt)):
        stubs["ssm"].add_response("get_parameter", {"Parameter": {"Value": value}}, {"Name": path})
    if wants["version"] is None:
        stubs["sagemaker"].add_response(
            "list_model_packages",
            {"ModelPackageSummaryList": list(approved)},
            {
                "ModelPackageGroupName": GROUP,
                "ModelApprovalStatus": "Approved",
                "SortBy": "CreationTime",
                "SortOrder": "Descending",
            },
        )


def pinned(stubs: Stubs, version: int, approval: str = "Approved") -> None:
    stubs["sagemaker"].add_response(
        "describe_model_package",
        {
            **summary(version),
            "ModelPackageStatusDetails": {"ValidationStatuses": []},
            "ModelApprovalStatus": approval,
        },
        {"ModelPackageName": package(version)},
    )


def endpoint(stubs: Stubs, serves: str, status: str = "InService") -> None:
    stubs["sagemaker"].add_response(
        "describe_endpoint",
        {
            "EndpointName": "fraud-dev-churn",
            "EndpointArn": ENDPOINT,
            "EndpointConfigName": serves,
            "EndpointStatus": status,
            "CreationTime": NOW,
            "LastModifiedTime": NOW,
        },
        {"EndpointName": "fraud-dev-churn"},
    )


def makes(stubs: Stubs, version: int, *, there: bool = False) -> None:
    """The model and the configuration of a version, as they are asked for."""
    sagemaker, called = stubs["sagemaker"], name(version)
    tags = [*SENT_TAGS, {"Key": "aws:cloudformation:stack-name", "Value": "x"}]
    sagemaker.add_response("list_tags", {"Tags": tags}, {"ResourceArn": ENDPOINT})
    model = {
        **SERVING["CreateModel"],
        "ModelName": called,
        "PrimaryContainer": {"Environment": {"THREADS": "4"}, "ModelPackageName": package(version)},
        "Tags": SENT_TAGS,
    }
    config = SERVING["CreateEndpointConfig"]
    configuration = {
        **config,
        "EndpointConfigName": called,
        "ProductionVariants": [{**config["ProductionVariants"][0], "ModelName": called}],
        "Tags": SENT_TAGS,
    }
    if there:
        for call, noun, sent in (
            ("create_model", "model", model),
            ("create_endpoint_config", "endpoint configuration", configuration),
        ):
            text = f'Cannot create already existing {noun} "arn".'
            sagemaker.add_client_error(call, "ValidationException", text, expected_params=sent)
        return
    sagemaker.add_response("create_model", {"ModelArn": f"{ENDPOINT}-model"}, model)
    arn = {"EndpointConfigArn": f"{ENDPOINT}-config"}
    sagemaker.add_response("create_endpoint_config", arn, configuration)


def scaled(stubs: Stubs, *, yes: bool) -> None:
    variant = "endpoint/fraud-dev-churn/variant/primary"
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": variant,
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "MinCapacity": 1,
        "MaxCapacity": 2,
        "RoleARN": ROLE,
        "CreationTime": NOW,
    }
    stubs["application-autoscaling"].add_response(
        "describe_scalable_targets",
        {"ScalableTargets": [target] if yes else []},
        {
            "ServiceNamespace": "sagemaker",
            "ResourceIds": [variant],
            "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        },
    )


def updates(stubs: Stubs, version: int, instead_of: str, **more: Any) -> None:
    if not more:
        scaled(stubs, yes=False)
    sent = {
        "EndpointName": "fraud-dev-churn",
        "EndpointConfigName": name(version),
        **SERVING["UpdateEndpoint"],
        **more,
    }
    stubs["sagemaker"].add_response("update_endpoint", {"EndpointArn": ENDPOINT}, sent)
    noted(stubs, configuration=name(version), instead_of=instead_of)


def noted(stubs: Stubs, **attempt: Any) -> None:
    stubs["ssm"].add_response(
        "put_parameter",
        {"Version": 2},
        {"Name": "/attempt", "Value": json.dumps(attempt), "Overwrite": True},
    )


def lists_configurations(stubs: Stubs, *names: str) -> None:
    stubs["sagemaker"].add_response(
        "list_endpoint_configs",
        {
            "EndpointConfigs": [
                {
                    "EndpointConfigName": n,
                    "EndpointConfigArn": f"{ENDPOINT}-config",
                    "CreationTime": NOW,
                }
                for n in names
            ]
        },
        {
            "NameContains": "fraud-dev-churn-v",
            "SortBy": "CreationTime",
            "SortOrder": "Descending",
        },
    )


def answer(event: dict[str, Any] | None = None) -> str:
    return handler(event or {"source": "aws.sagemaker"}, None)["answer"]


def test_deploys_the_newest_approved_version_whatever_order_they_come_in() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(2), summary(4), summary(7, "Failed"), summary(3))
        endpoint(stubs, "first")
        makes(stubs, 4)
        updates(stubs, 4, "first")
        assert answer() == f"deploys version 4 as {name(4)}, instead of first"


def test_a_version_that_is_named_is_deployed_although_a_newer_one_is_approved() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(3))
        pinned(stubs, 3)
        endpoint(stubs, name(4))
        makes(stubs, 3, there=True)
        updates(stubs, 3, name(4))
        assert answer() == f"deploys version 3 as {name(3)}, instead of {name(4)}"


def test_a_version_that_is_named_must_be_approved() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(3))
        pinned(stubs, 3, "Rejected")
        with pytest.raises(RuntimeError, match="must be approved, got 3, which is Rejected"):
            answer()


def test_the_next_newest_comes_back_when_the_served_one_is_rejected() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(3), attempt=json.dumps({"configuration": name(4)}))
        endpoint(stubs, name(4))
        makes(stubs, 3, there=True)
        updates(stubs, 3, name(4))
        answer()


def test_the_endpoint_serves_on_when_nothing_is_approved() -> None:
    with stubbed() as stubs:
        told(stubs, wanted())
        assert answer() == f"no version of {GROUP} is approved; the endpoint serves on"


def test_does_nothing_while_the_right_version_is_served() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4), attempt=json.dumps({"configuration": name(4)}))
        endpoint(stubs, name(4))
        lists_configurations(stubs, name(4))
        assert answer() == f"serves version 4 as {name(4)}"


@pytest.mark.parametrize("status", ["Creating", "Updating", "SystemUpdating", "RollingBack"])
def test_waits_while_the_endpoint_is_busy_for_its_event_comes(status: str) -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4))
        endpoint(stubs, "first", status)
        assert answer() == f"waits for version 4: the endpoint is {status}"


@pytest.mark.parametrize("status", ["Failed", "UpdateRollbackFailed", "OutOfService"])
def test_fails_loudly_on_an_endpoint_that_cannot_be_updated(status: str) -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4))
        endpoint(stubs, "first", status)
        with pytest.raises(RuntimeError, match=f"the endpoint is {status}"):
            answer()


def test_an_endpoint_that_scales_keeps_its_instances_but_no_other_property() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4))
        endpoint(stubs, name(3))
        makes(stubs, 4)
        scaled(stubs, yes=True)
        updates(
            *(stubs, 4, name(3)),
            RetainAllVariantProperties=True,
            ExcludeRetainedVariantProperties=[
                {"VariantPropertyType": "DesiredWeight"},
                {"VariantPropertyType": "DataCaptureConfig"},
            ],
        )
        answer()


def test_waits_when_another_update_began_at_the_same_moment() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4))
        endpoint(stubs, "first")
        makes(stubs, 4, there=True)
        scaled(stubs, yes=False)
        stubs["sagemaker"].add_client_error("update_endpoint", "ValidationException")
        endpoint(stubs, "first", "Updating")
        assert answer() == "waits for version 4: the endpoint is being updated"


def test_an_update_that_is_refused_is_not_taken_for_one_that_was_tried() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4))
        endpoint(stubs, "first")
        makes(stubs, 4)
        scaled(stubs, yes=False)
        stubs["sagemaker"].add_client_error("update_endpoint", "ResourceLimitExceeded")
        endpoint(stubs, "first")
        with pytest.raises(Exception, match="ResourceLimitExceeded"):
            answer()


def test_what_went_back_is_told_once_and_left_alone() -> None:
    tried = {"configuration": name(4), "instead_of": name(3)}
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4), attempt=json.dumps(tried))
        endpoint(stubs, name(3))
        noted(stubs, **tried, reported=True)
        with pytest.raises(WentBack, match="version 4 was deployed and SageMaker went back to"):
            answer()
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4), attempt=json.dumps({**tried, "reported": True}))
        endpoint(stubs, name(3))
        assert answer().startswith("version 4 was deployed and SageMaker went back")


def test_a_person_may_try_it_again() -> None:
    tried = {"configuration": name(4), "reported": True}
    with stubbed() as stubs:
        told(stubs, wanted(), summary(4), attempt=json.dumps(tried))
        endpoint(stubs, name(3))
        makes(stubs, 4, there=True)
        updates(stubs, 4, name(3))
        assert answer({"again": True}).startswith("deploys version 4")


def test_whoever_went_back_by_name_may_ask_for_the_failed_version_again() -> None:
    with stubbed() as stubs:
        told(stubs, wanted(3), attempt=json.dumps({"configuration": name(4), "reported": True}))
        pinned(stubs, 3)
        endpoint(stubs, name(3))
        lists_configurations(stubs, name(4), name(3))
        noted(stubs, configuration=name(3))
        assert answer() == f"serves version 3 as {name(3)}"


def test_deletes_what_it_made_long_ago_and_nothing_else() -> None:
    made = [name(v) for v in (9, 8, 7, 6, 5, 4)]
    with stubbed() as stubs:
        told(stubs, wanted(), summary(9), attempt=json.dumps({"configuration": name(9)}))
        endpoint(stubs, name(9))
        lists_configurations(stubs, *made, "fraud-dev-churn-v2-config-1234567")
        sagemaker = stubs["sagemaker"]
        gone = 'Could not find model "arn".'
        sent = {"ModelName": name(4)}
        sagemaker.add_client_error(
            "delete_model", "ValidationException", gone, expected_params=sent
        )
        sagemaker.add_response("delete_endpoint_config", {}, {"EndpointConfigName": name(4)})
        answer()


def test_what_is_served_stays_however_old_it_is() -> None:
    made = [name(v) for v in (9, 8, 7, 6, 5, 4, 3)]
    assert superseded(wanted(), name(3), made) == [name(4)]


def test_names_follow_from_what_is_served_and_how_and_fit() -> None:
    other = wanted(CreateModel={**SERVING["CreateModel"], "EnableNetworkIsolation": False})
    slower = wanted(UpdateEndpoint={})
    assert name_of(other, 4, package(4)) != name(4) == name_of(slower, 4, package(4))
    longest = {**wanted(), "endpoint": "e" * 47}
    assert len(name_of(longest, 99999, package(99999))) == 63
