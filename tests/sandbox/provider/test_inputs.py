"""What the real provider or AWS would refuse is refused in the check, with the property's path."""

import json
from typing import Any

import pytest

from tests.sandbox.provider.cases import CASES
from tests.sandbox.provider.conftest import case, fill
from tests.sandbox.provider.engine import Engine, Refused

VARIANT = case("sagemaker/endpointConfiguration:EndpointConfiguration")["productionVariants"][0]
CAPTURE = case("sagemaker/endpointConfiguration:EndpointConfiguration")["dataCaptureConfig"]


def capture(**more: Any) -> dict[str, Any]:
    return {"dataCaptureConfig": {**CAPTURE, **more}}


WRONG = [
    # the SDK's schema: names, types, what is required
    ("Vpc", {"cidr_block": "10.0.0.0/16"}, "cidr_block: unknown property; did you mean cidrBlock"),
    (
        "EndpointConfiguration",
        {"productionVariants": [{**VARIANT, "modelNam": "m"}]},
        "productionVariants[0].modelNam: unknown property; did you mean modelName",
    ),
    ("EndpointConfiguration", {"productionVariants": None}, "productionVariants: is required"),
    ("Domain", {"defaultUserSettings": {}}, "defaultUserSettings.executionRole: is required"),
    ("Subnet", {"mapPublicIpOnLaunch": "perhaps"}, "mapPublicIpOnLaunch: must be a boolean"),
    ("MetricAlarm", {"evaluationPeriods": "two"}, "evaluationPeriods: must be an integer"),
    ("MetricAlarm", {"alarmActions": "arn"}, "alarmActions: must be a list, got 'arn'"),
    ("Bucket", {"tags": ["raw"]}, "tags: must be a map, got a list"),
    ("Bucket", {"tags": {"zone": {}}}, "tags.zone: must be a string, got a map"),
    ("Workgroup", {"configuration": "small"}, "configuration: must be an object, got 'small'"),
    # the service's model: patterns, lengths, ranges, enums
    (
        "EndpointConfiguration",
        {"productionVariants": [{**VARIANT, "instanceType": "m5.large"}]},
        "productionVariants[0].instanceType: Value 'm5.large'",
    ),
    (
        "EndpointConfiguration",
        {"productionVariants": [{**VARIANT, "initialInstanceCount": 0}]},
        "productionVariants[0].initialInstanceCount: Value '0'",
    ),
    (
        "EndpointConfiguration",
        capture(initialSamplingPercentage=150),
        "dataCaptureConfig.initialSamplingPercentage: Value '150'",
    ),
    (
        "EndpointConfiguration",
        capture(destinationS3Uri="artifacts"),
        "dataCaptureConfig.destinationS3Uri: Value 'artifacts'",
    ),
    (
        "EndpointConfiguration",
        capture(captureOptions=[{"captureMode": "Both"}]),
        "dataCaptureConfig.captureOptions[0].captureMode: Value 'Both'",
    ),
    ("EndpointConfiguration", {"name": "a_b"}, "name: Value 'a_b'"),
    ("EndpointConfiguration", {"productionVariants": []}, "productionVariants: Value"),
    ("MlflowTrackingServer", {"trackingServerSize": "XL"}, "trackingServerSize: "),
    ("MlflowTrackingServer", {"roleArn": "a-role"}, "roleArn: must be an ARN, got 'a-role'"),
    ("Domain", {"subnetIds": [f"subnet-{i:08}" for i in range(17)]}, "subnetIds: Value"),
    ("Role", {"maxSessionDuration": 60}, "maxSessionDuration: Value '60'"),
    ("Role", {"name": "a role"}, "name: Value 'a role'"),
    ("Role", {"inlinePolicies": [{"name": "a b", "policy": "{}"}]}, "inlinePolicies: Value 'a b'"),
    ("Parameter", {"tier": "Gold"}, "tier: Value 'Gold'"),
    ("Repository", {"imageTagMutability": "SOMETIMES"}, "imageTagMutability: Value 'SOMETIMES'"),
    ("Target", {"serviceNamespace": "mine"}, "serviceNamespace: Value 'mine'"),
    ("MetricAlarm", {"comparisonOperator": "Above"}, "comparisonOperator: Value 'Above'"),
    (
        "BucketVersioning",
        {"versioningConfiguration": {"status": "On"}},
        "versioningConfiguration.status: Value 'On'",
    ),
    (
        "JobDefinition",
        {"containerProperties": '{"resourceRequirements": [{"type": "TPU", "value": "1"}]}'},
        "containerProperties.resourceRequirements[0].type: Value 'TPU'",
    ),
    # what CloudFormation's schemas say, and what goes together
    ("Queue", {"messageRetentionSeconds": 9999999}, "messageRetentionSeconds: must be at most"),
    ("Subnet", {"vpcId": "subnet-0a1b2c3d"}, "vpcId: must match ^vpc-"),
    ("Vpc", {"cidrBlock": "10.0.0.0/8"}, "cidrBlock: The CIDR '10.0.0.0/8' is invalid."),
    ("MetricAlarm", {"datapointsToAlarm": 9}, "datapointsToAlarm: DatapointsToAlarm must be less"),
    (
        "EndpointConfiguration",
        {"productionVariants": [{**VARIANT, "modelName": "m"}] * 2},
        "productionVariants: Variant name main is not unique.",
    ),
    (
        "BucketLifecycleConfiguration",
        {
            "rules": [
                {
                    "id": "a",
                    "status": "Enabled",
                    "transitions": [{"days": 1, "storageClass": "STANDARD_IA"}],
                }
            ]
        },
        "rules[0].transitions[0]: 'Days' in Transition action must be greater than or equal to 30",
    ),
    # the provider's own rules
    ("Role", {"assumeRolePolicy": "{"}, "assumeRolePolicy: must be a JSON document"),
    ("Vpc", {"cidrBlock": "10.1.1.1/16"}, "cidrBlock: must be a network in CIDR notation"),
    ("LogGroup", {"retentionInDays": 45}, "retentionInDays: must be one of 0, 1, 3"),
    ("Key", {"deletionWindowInDays": 3}, "deletionWindowInDays: must be between 7 and 30"),
    ("Alias", {"name": "fraud"}, "name: must be alias/ and a name of its own, got 'fraud'"),
    ("Bucket", {"bucket": "MyBucket"}, "bucket: must be 3 to 63"),
    ("Role", {"namePrefix": "fraud-", "name": "fraud"}, "name: must not be set together with"),
    ("Route", {"natGatewayId": "nat-1"}, "gatewayId: exactly one of gatewayId, natGatewayId"),
    ("Bucket", {"acl": "private"}, "acl: is not carried out by the sandbox; declare an"),
]


@pytest.mark.parametrize(("type_", "wrong", "said"), WRONG, ids=[f"{t}-{s}" for t, _, s in WRONG])
def test_a_wrong_input_is_refused(
    type_: str, wrong: dict[str, Any], said: str, engine: Engine, world: dict[str, str]
) -> None:
    found = next(c for c in CASES if c.type.endswith(f":{type_}"))
    inputs = {**fill(found.inputs, world), **wrong}
    with pytest.raises(Refused) as refused:
        engine.check(found.token, "wrong", inputs)
    assert any(failure.startswith(said) for failure in refused.value.failures), refused.value


def test_every_problem_is_reported_at_once(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        engine.check("aws:s3/bucket:Bucket", "b", {"buckett": "a", "tags": [], "forceDestroy": 2})
    assert len(refused.value.failures) == 3


def test_a_type_the_sdk_does_not_have_is_named(engine: Engine) -> None:
    with pytest.raises(Refused, match="must be a resource type of pulumi-aws"):
        engine.check("aws:s3/buckets:Buckets", "x", {})


def test_a_secret_value_is_not_shown(engine: Engine) -> None:
    inputs = {"name": "/a", "type": "String", "value": "x" * 9000, "tier": "Gold"}
    with pytest.raises(Refused) as refused:
        engine.check("aws:ssm/parameter:Parameter", "p", inputs)
    assert "xxx" not in str(refused.value)


def test_values_not_known_yet_pass_wherever_they_stand(engine: Engine) -> None:
    from plan.plan import UNKNOWN

    inputs = {
        "vpcId": UNKNOWN,
        "cidrBlock": UNKNOWN,
        "mapPublicIpOnLaunch": UNKNOWN,
        "tags": {"Name": UNKNOWN},
    }
    checked = engine.check("aws:ec2/subnet:Subnet", "s", inputs)
    assert checked["tagsAll"] is UNKNOWN
    variants = {"productionVariants": [{**VARIANT, "modelName": UNKNOWN}]}
    token = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
    assert engine.preview(token, "c", variants)["arn"] is UNKNOWN


def test_a_change_is_not_held_to_what_only_a_new_one_has_to_be(
    engine: Engine, world: dict[str, str]
) -> None:
    token = "aws:sagemaker/domain:Domain"
    domain = fill(case("sagemaker/domain:Domain"), world)
    made = engine.check(token, "d", domain)
    changed = {**domain, "defaultUserSettings": {"executionRole": world["role_arn"]}}
    assert engine.check(token, "d", changed, olds=made)
    with pytest.raises(Refused, match=r"requires DefaultUserSettings\.SecurityGroups"):
        engine.check(token, "d", {**changed, "authMode": "SSO"}, olds=made)


def test_a_change_is_judged_in_preview(engine: Engine, world: dict[str, str]) -> None:
    inputs = fill(case("iam/role:Role"), world)
    role = engine.create("aws:iam/role:Role", "judged", inputs)
    wrong = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "x"}})
    with pytest.raises(Refused, match="assumeRolePolicy"):
        engine.check(role.token, role.name, {**inputs, "assumeRolePolicy": wrong}, role.inputs)


def test_a_value_that_stands_for_none_is_none(engine: Engine, world: dict[str, str]) -> None:
    inputs = fill(case("lambda/function:Function"), world)
    function = {**inputs, "reservedConcurrentExecutions": -1}
    made = engine.create("aws:lambda/function:Function", "without", function)
    limited = engine.update(made, {**inputs, "reservedConcurrentExecutions": 5})
    assert limited.outputs["reservedConcurrentExecutions"] == 5
    assert "reservedConcurrentExecutions" not in engine.update(limited, function).inputs


@pytest.mark.parametrize(
    "about",
    [
        {"dataLocations": [{"resourceArn": "arn:aws:s3:::lake/transactions"}]},
        {"lfTag": {"key": "sensitive", "values": ["true"]}},
        {"catalogs": [{"id": "000000000000"}]},
    ],
)
def test_an_opt_in_may_be_about_whatever_lake_formation_knows(about: Any, engine: Engine) -> None:
    principals = [{"dataLakePrincipalIdentifier": "arn:aws:iam::000000000000:role/analyst"}]
    inputs = {"principals": principals, "resourceDatas": [about]}
    assert engine.check("aws:lakeformation/optIn:OptIn", "o", inputs)


def test_a_change_is_held_to_what_its_own_call_has_to_be(
    engine: Engine, world: dict[str, str]
) -> None:
    token, inputs = "aws:scheduler/schedule:Schedule", case("scheduler/schedule:Schedule")
    made = engine.create(token, "changed-schedule", fill(inputs, world))
    with pytest.raises(Refused, match="scheduleExpression: Invalid Schedule Expression"):
        engine.check(token, made.name, {**made.inputs, "scheduleExpression": "1h"}, made.inputs)
    engine.delete(made)


def test_values_in_a_document_have_the_types_that_they_have(engine: Engine) -> None:
    sizes = [{"type": "VCPU", "value": "4"}, {"type": "MEMORY", "value": 16000}]
    document = {"image": "train:1", "resourceRequirements": sizes}
    inputs = {"type": "container", "containerProperties": json.dumps(document)}
    with pytest.raises(Refused, match=r"containerProperties\S+\[1\].value"):
        engine.check("aws:batch/jobDefinition:JobDefinition", "numbers", inputs)


def test_text_that_is_a_number_is_taken_for_one(engine: Engine) -> None:
    inputs = {"name": "/n", "retentionInDays": 30}
    assert engine.check("aws:cloudwatch/logGroup:LogGroup", "l", inputs)
    alarm = case("cloudwatch/metricAlarm:MetricAlarm")
    alarm = {**alarm, "alarmActions": [], "evaluationPeriods": "3"}
    assert engine.check("aws:cloudwatch/metricAlarm:MetricAlarm", "a", alarm)


def test_default_tags_are_in_tags_all_and_not_in_tags(engine: Engine) -> None:
    checked = engine.check("aws:s3/bucket:Bucket", "b", {"tags": {"team": "other"}})
    assert checked["tags"] == {"team": "other"}
    assert checked["tagsAll"] == {"team": "other", "environment": "dev"}
    assert checked["region"] == "eu-west-1"
    assert checked["__defaults"] == ["bucket", "region"]
