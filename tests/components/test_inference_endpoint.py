from tests.components.endpoint_support import CONFIG, ENDPOINT, KEY, MODEL, plan_with
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
    assert only(plan_with(), "stepwell:index:InferenceEndpoint").outputs == {
        "endpoint_name": "fraud-dev-churn",
        "endpoint_arn": "<<fraud-dev-churn-endpoint#arn>>",
        "role_arn": "<<fraud-dev-churn-role#arn>>",
        "security_group_id": "<<fraud-dev-churn-network-group#id>>",
    }


def test_the_name_is_that_of_an_endpoint_that_serves_what_was_declared():
    component = only(plan_with(), "stepwell:index:InferenceEndpoint")
    assert component.outputs["endpoint_name"] == "fraud-dev-churn"
