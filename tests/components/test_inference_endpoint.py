import pytest

from components.errors import InputError
from tests.components.endpoint_support import (
    CONFIG,
    ENDPOINT,
    IMAGE,
    KEY,
    MODEL,
    VERSION,
    allowed,
    plan_with,
)
from tests.components.support import only

LOGS = "aws:cloudwatch/logGroup:LogGroup"


def test_model_and_configuration_get_new_names_so_the_old_ones_serve_until_the_new_do():
    plan = plan_with()
    assert "name" not in only(plan, MODEL).inputs
    assert "name" not in only(plan, CONFIG).inputs


def test_runs_isolated_in_the_private_subnets_with_a_security_group_of_its_own():
    model = only(plan_with(), MODEL).inputs
    assert model["enableNetworkIsolation"] is True
    assert model["vpcConfig"] == {
        "securityGroupIds": ["<<fraud-dev-churn-network-group#id>>"],
        "subnets": ["subnet-a", "subnet-b"],
    }


def test_volumes_captured_data_and_logs_are_encrypted_with_the_stacks_key():
    plan = plan_with()
    config = only(plan, CONFIG).inputs
    assert config["kmsKeyArn"] == config["dataCaptureConfig"]["kmsKeyId"] == KEY
    assert only(plan, LOGS).inputs["kmsKeyId"] == KEY


def test_the_log_group_is_there_before_sagemaker_would_make_one_without_a_limit():
    plan = plan_with()
    logs = only(plan, LOGS)
    assert logs.inputs["name"] == "/aws/sagemaker/Endpoints/fraud-dev-churn"
    assert logs.inputs["retentionInDays"] == 90
    assert logs.urn in only(plan, ENDPOINT).dependencies


def test_gives_what_callers_need():
    outputs = dict(only(plan_with(), "stepwell:index:InferenceEndpoint").outputs)
    assert outputs.pop("serving")
    assert outputs.pop("alarm_names")
    assert outputs == {
        "endpoint_name": "fraud-dev-churn",
        "endpoint_arn": "<<fraud-dev-churn-endpoint#arn>>",
        "role_arn": "<<fraud-dev-churn-role#arn>>",
        "security_group_id": "<<fraud-dev-churn-network-group#id>>",
    }


def test_the_name_is_that_of_an_endpoint_that_serves_what_was_declared():
    component = only(plan_with(), "stepwell:index:InferenceEndpoint")
    assert component.outputs["endpoint_name"] == "fraud-dev-churn"


def test_an_endpoint_that_follows_a_group_may_read_every_version_of_the_registry():
    given = allowed(plan_with(image_uri=IMAGE, followed=True))
    assert given["ReadTheModel"]["Resource"] == ["arn:aws:s3:::artifacts-1/*"]
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev"
    assert given["PullTheImage"]["Resource"] == [f"{arn}-serving", f"{arn}-*", f"{arn}/*"]


def test_an_endpoint_that_follows_a_group_has_one_model():
    further = {"model_package_arn": VERSION, "traffic_percent": 5}
    with pytest.raises(InputError) as error:
        plan_with(followed=True, variants={"b": further})
    assert str(error.value) == (
        "endpoints.churn.variants: must be left out of an endpoint that follows a group: it has "
        "one model"
    )


def test_an_asynchronous_endpoint_reads_requests_and_writes_answers_in_its_own_folders():
    given = allowed(
        plan_with(asynchronous={"error_topic_arn": "arn:aws:sns:eu-west-1:000000000000:t"})
    )
    folder = "arn:aws:s3:::artifacts-1/asynchronous/fraud-dev-churn"
    assert given["ReadRequests"]["Resource"] == f"{folder}/requests/*"
    assert given["WriteAnswers"]["Resource"] == [
        f"{folder}/answers/*",
        f"{folder}/answers-failed/*",
    ]
    assert given["TellTopics"]["Resource"] == ["arn:aws:sns:eu-west-1:000000000000:t"]
    assert "CaptureRequests" not in given


def test_a_serverless_endpoint_joins_no_network_and_attaches_no_volume():
    given = allowed(plan_with(serverless={}))
    assert not {"JoinTheNetwork", "SeeTheNetwork", "AttachEncryptedVolumes"} & set(given)
