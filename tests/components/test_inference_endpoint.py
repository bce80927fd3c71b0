from types import SimpleNamespace
from typing import Any, cast

import pulumi
import pytest

from components.errors import InputError
from components.inference_endpoint import InferenceEndpoint, InferenceEndpointArgs
from components.parts.endpoint.deployment import WentBackError, name_in_service
from plan.plan import Plan
from tests.components.support import declare, only, statements

MODEL = "aws:sagemaker/model:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
PARAMETER = "aws:ssm/parameter:Parameter"
TARGET = "aws:appautoscaling/target:Target"
SCALING = "aws:appautoscaling/policy:Policy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
VERSION = "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-churn/3"
IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev-serving:1.4"
ARTIFACT = "s3://models/churn/v1/model.tar.gz"


def plan_with(name: str = "fraud-dev-churn", **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "endpoint": "churn",
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "topic_arn": TOPIC,
        "artifacts_bucket": "artifacts-1",
    }
    source = (
        {} if {"image_uri", "model_package_arn"} & set(more) else {"model_package_arn": VERSION}
    )
    args = cast(InferenceEndpointArgs, {**wired, **source, **more})
    return declare(lambda: InferenceEndpoint(name, args))


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in InferenceEndpoint.problems(cast(Any, settings))]


def allowed(plan: Plan) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in statements(only(plan, POLICY).inputs["policy"])}


def alarms(plan: Plan) -> dict[str, Any]:
    return {a.name.removeprefix("fraud-dev-churn-"): a.inputs for a in plan.of_type(ALARM)}


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


def test_the_role_reads_the_folder_of_its_model_so_that_the_model_of_before_can_come_back():
    given = allowed(plan_with(image_uri=IMAGE, model_data_url=ARTIFACT))
    assert given["ReadTheModel"]["Resource"] == "arn:aws:s3:::models/churn/*"
    assert given["FindTheModel"]["Resource"] == "arn:aws:s3:::models"


def test_the_role_pulls_from_the_repository_of_its_image_alone():
    given = allowed(plan_with(image_uri=IMAGE))
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-serving"
    assert given["PullTheImage"]["Resource"] == [arn]


def test_a_registry_version_may_use_the_stacks_repositories_or_those_named():
    assert allowed(plan_with())["PullTheImage"]["Resource"] == [
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-*",
        "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/*",
    ]
    arn = "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-inference"
    given = allowed(plan_with(image_repository_arns=[arn]))
    assert given["PullTheImage"]["Resource"] == [arn]


def test_wildcard_resources_remain_only_where_aws_offers_no_other():
    wide = {a for s in allowed(plan_with()).values() if s["Resource"] == "*" for a in s["Action"]}
    assert {a for a in wide if not a.startswith("ec2:Describe")} == {
        "ecr:GetAuthorizationToken",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:PutMetricData",
    }


def test_the_role_is_bounded_and_trusts_sagemaker_for_this_account_alone():
    role = only(plan_with(permissions_boundary_arn="arn:aws:iam::0:policy/b"), ROLE).inputs
    (trust,) = statements(role["assumeRolePolicy"])
    assert role["permissionsBoundary"] == "arn:aws:iam::0:policy/b"
    assert trust["Principal"] == {"Service": ["sagemaker.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_nothing_uses_the_role_before_it_may_do_anything():
    plan = plan_with()
    policy = only(plan, POLICY).urn
    assert policy in only(plan, MODEL).dependencies
    assert policy in only(plan, ENDPOINT).dependencies


def test_the_log_group_is_there_before_sagemaker_would_make_one_without_a_limit():
    plan = plan_with()
    logs = only(plan, LOGS)
    assert logs.inputs["name"] == "/aws/sagemaker/Endpoints/fraud-dev-churn"
    assert logs.inputs["retentionInDays"] == 90
    assert logs.urn in only(plan, ENDPOINT).dependencies


def test_a_deployment_is_undone_by_errors_and_latency_alone():
    config = only(plan_with(), ENDPOINT).inputs["deploymentConfig"]
    names = [a["alarmName"] for a in config["autoRollbackConfiguration"]["alarms"]]
    assert names == [
        "<<fraud-dev-churn-server-errors#name>>",
        "<<fraud-dev-churn-latency#name>>",
    ]
    routing = config["blueGreenUpdatePolicy"]["trafficRoutingConfiguration"]
    assert routing["type"] == "ALL_AT_ONCE"


def test_alarms_go_to_the_topic_and_watch_this_endpoint():
    found = alarms(plan_with())
    assert set(found) == {
        *("server-errors", "latency", "client-errors", "memory-full", "disk-full", "idle")
    }
    for alarm in found.values():
        assert alarm["alarmActions"] == [TOPIC]
        assert alarm["dimensions"] == {"EndpointName": "fraud-dev-churn", "VariantName": "primary"}


def test_latency_is_compared_in_the_unit_that_sagemaker_counts_in():
    latency = alarms(plan_with(latency_milliseconds=250))["latency"]
    assert (latency["threshold"], latency["extendedStatistic"]) == (250_000, "p90")


def test_silence_is_an_alarm_only_for_idling():
    found = alarms(plan_with(idle_hours=48))
    assert found["idle"]["treatMissingData"] == "breaching"
    assert found["idle"]["evaluationPeriods"] == 48
    others = [a["treatMissingData"] for role, a in found.items() if role != "idle"]
    assert set(others) == {"notBreaching"}


def test_idling_can_be_allowed():
    assert "idle" not in alarms(plan_with(idle_hours=0))


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


def test_gives_what_callers_need():
    assert only(plan_with(), "stepwell:index:InferenceEndpoint").outputs == {
        "endpoint_name": "fraud-dev-churn",
        "endpoint_arn": "<<fraud-dev-churn-endpoint#arn>>",
        "role_arn": "<<fraud-dev-churn-role#arn>>",
        "security_group_id": "<<fraud-dev-churn-network-group#id>>",
    }


def test_needs_exactly_one_source_of_a_model():
    assert problems_of() == ["model_package_arn: must be given, or image_uri instead, got neither"]
    assert problems_of(model_package_arn=VERSION, image_uri=IMAGE) == [
        "image_uri: must be left out when model_package_arn says what to serve"
    ]
    assert problems_of(model_package_arn=VERSION, model_data_url=ARTIFACT) == [
        "model_data_url: must come with image_uri; a version brings its artifact"
    ]


def test_lists_every_problem_at_once():
    assert problems_of(
        image_uri="python:3.12",
        model_data_url="https://models/churn.zip",
        image_repository_arns=["mine"],
        container_environment={"1A": "x" * 1025},
        instance_type="m5.large",
        min_instances=0,
        max_instances=-1,
        invocations_per_minute=0,
        data_capture_percent=101,
        latency_milliseconds=0,
        idle_hours=169,
        log_retention_days=90,
    ) == [
        "image_uri: must be <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, "
        "got 'python:3.12'",
        "model_data_url: must be s3://<bucket>/<key> that ends in .tar.gz, "
        "got 'https://models/churn.zip'",
        "image_repository_arns[0]: must be the ARN of a repository, got 'mine'",
        "container_environment.1A: must be letters, digits and underscores, got '1A'",
        "container_environment.1A: must be at most 1024 characters, got 1025",
        "instance_type: must look like ml.m5.large, got 'm5.large'",
        "min_instances: must be at least 1, got 0",
        "max_instances: must be at least min_instances, 0, got -1",
        "invocations_per_minute: must be at least 1, got 0",
        "data_capture_percent: must be 0 to 100, got 101",
        "latency_milliseconds: must be at least 1, got 0",
        "idle_hours: must be 0 to 168, got 169",
    ]


def test_says_how_long_a_name_may_be_before_sagemaker_would_refuse_it():
    with pytest.raises(InputError) as error:
        plan_with(name="fraud-dev-" + "x" * 39, endpoint="x" * 39)
    assert str(error.value) == (
        f"endpoints.{'x' * 39}.name: must be at most 38 characters in this stack, got {'x' * 39!r}"
    )


def test_a_version_is_named_by_its_number_not_by_its_group():
    group = VERSION.removesuffix("/3")
    (problem,) = problems_of(model_package_arn=group)
    assert problem.startswith("model_package_arn: must be the ARN of a version")


def test_the_role_may_look_at_the_alarms_that_undo_a_deployment():
    assert allowed(plan_with())["SeeTheAlarms"]["Action"] == ["cloudwatch:DescribeAlarms"]


def test_an_endpoint_that_went_back_fails_the_deployment_before_what_it_serves_is_deleted():
    def program() -> None:
        endpoint = SimpleNamespace(name="fraud-dev-churn", endpoint_config_name="of-before")
        wanted = SimpleNamespace(name="of-now")
        name = name_in_service("endpoints.churn", cast(Any, endpoint), cast(Any, wanted))
        pulumi.export("endpoint", name)

    with pytest.raises(WentBackError) as error:
        declare(program)
    first, second = str(error.value).splitlines()
    assert first.startswith("endpoints.churn: must serve of-now, got of-before")
    assert "describe-endpoint --endpoint-name fraud-dev-churn" in second


def test_the_name_is_that_of_an_endpoint_that_serves_what_was_declared():
    component = only(plan_with(), "stepwell:index:InferenceEndpoint")
    assert component.outputs["endpoint_name"] == "fraud-dev-churn"


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
