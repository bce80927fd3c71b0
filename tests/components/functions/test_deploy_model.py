import json

import pytest

from components.functions.deploy_model import WentBack, name_of, superseded
from tests.components.functions.deploy_support import (
    GROUP,
    SERVING,
    answer,
    endpoint,
    lists_configurations,
    makes,
    name,
    noted,
    package,
    pinned,
    scaled,
    summary,
    told,
    updates,
    wanted,
)
from tests.components.functions.stubs import stubbed


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANTED", "/wanted")
    monkeypatch.setenv("ATTEMPT", "/attempt")


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
