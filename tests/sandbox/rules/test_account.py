"""Rules about what else the account has: each refused once, and taken once that is mended."""

import json
from typing import Any

import pytest

from tests.sandbox.account.corrections.support import (
    IMAGE,
    ROLE,
    network,
    refused,
    serving,
    variant,
)
from tests.sandbox.account.level_0 import TRUST, Clients
from tests.sandbox.account.level_0.values import KEY_POLICY

ARN = "arn:aws:sagemaker:eu-west-1:000000000000:"
PLACE = {"LocationConstraint": "eu-west-1"}


def lets_in(service: str, *actions: str, resource: Any = "*") -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": list(actions),
        "Resource": resource,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_key_lets_log_groups_in(clients: Clients) -> None:
    keys = [
        clients.kms.create_key(**given)["KeyMetadata"]["Arn"]
        for given in ({}, {"Policy": KEY_POLICY})
    ]
    create = clients.logs.create_log_group
    assert refused(create, logGroupName="/a", kmsKeyId=keys[0]) == (
        "AccessDeniedException",
        "The specified KMS key does not exist or is not allowed to be used with Arn"
        " 'arn:aws:logs:eu-west-1:000000000000:log-group:/a'",
    )
    create(logGroupName="/a", kmsKeyId=keys[1])


def test_only_symmetric_keys_rotate(clients: Clients) -> None:
    signs = clients.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    code, text = refused(clients.kms.enable_key_rotation, KeyId=signs["KeyMetadata"]["KeyId"])
    assert (code, "RSA_2048" in text) == ("UnsupportedOperationException", True)
    clients.kms.enable_key_rotation(KeyId=clients.kms.create_key()["KeyMetadata"]["KeyId"])


def test_a_bucket_lets_trails_in(clients: Clients) -> None:
    s3, create = clients.s3, clients.cloudtrail.create_trail
    s3.create_bucket(Bucket="for-trails", CreateBucketConfiguration=PLACE)
    assert refused(create, Name="audit", S3BucketName="for-trails") == (
        "InsufficientS3BucketPolicyException",
        "Incorrect S3 bucket policy is detected for bucket: for-trails",
    )
    places = ["arn:aws:s3:::for-trails", "arn:aws:s3:::for-trails/*"]
    policy = lets_in("cloudtrail", "s3:GetBucketAcl", "s3:PutObject", resource=places)
    s3.put_bucket_policy(Bucket="for-trails", Policy=policy)
    create(Name="audit", S3BucketName="for-trails")


def test_a_public_policy_is_blocked(clients: Clients) -> None:
    s3 = clients.s3
    s3.create_bucket(Bucket="closed", CreateBucketConfiguration=PLACE)
    s3.put_public_access_block(
        Bucket="closed", PublicAccessBlockConfiguration={"BlockPublicPolicy": True}
    )
    public = lets_in("x", "s3:GetObject").replace('{"Service": "x.amazonaws.com"}', '"*"')
    code, text = refused(s3.put_bucket_policy, Bucket="closed", Policy=public)
    assert (code, "BlockPublicPolicy" in text) == ("AccessDenied", True)
    s3.put_bucket_policy(Bucket="closed", Policy=lets_in("cloudtrail", "s3:GetObject"))


@pytest.mark.parametrize("kind", ["sns", "sqs"])
def test_a_target_lets_the_bucket_in(clients: Clients, kind: str) -> None:
    s3, bucket = clients.s3, f"tells-{kind}"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=PLACE)
    if kind == "sns":
        arn = clients.sns.create_topic(Name="told")["TopicArn"]
        target = {"TopicConfigurations": [{"TopicArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
    else:
        clients.sqs.create_queue(QueueName="told")
        arn = "arn:aws:sqs:eu-west-1:000000000000:told"
        target = {"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
    put = s3.put_bucket_notification_configuration
    assert refused(put, Bucket=bucket, NotificationConfiguration=target) == (
        "InvalidArgument",
        "Unable to validate the following destination configurations",
    )
    if kind == "sns":
        policy = lets_in("s3", "sns:Publish", resource=arn)
        clients.sns.set_topic_attributes(
            TopicArn=arn, AttributeName="Policy", AttributeValue=policy
        )
    else:
        policy = lets_in("s3", "sqs:SendMessage", resource=arn)
        url = clients.sqs.get_queue_url(QueueName="told")["QueueUrl"]
        clients.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    put(Bucket=bucket, NotificationConfiguration=target)


def test_a_target_of_scaling_is_there_and_registered(clients: Clients) -> None:
    sagemaker, scaling = clients.sagemaker, clients.application_autoscaling
    serving(sagemaker, "scaled")
    sagemaker.create_endpoint(EndpointName="scaled", EndpointConfigName="scaled")
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/scaled/variant/main",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    policy = {
        **target,
        "PolicyName": "calls",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 10,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
            },
        },
    }
    assert refused(scaling.put_scaling_policy, **policy)[0] == "ObjectNotFoundException"
    other = {**target, "ResourceId": "endpoint/scaled/variant/other"}
    code, text = refused(scaling.register_scalable_target, **other, MinCapacity=1, MaxCapacity=2)
    assert (code, "Could not find endpoint" in text) == ("ValidationException", True)
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    scaling.put_scaling_policy(**policy)


def monitored(endpoint: str) -> dict[str, Any]:
    cluster = {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 10}
    output = {"S3Uri": "s3://out", "LocalPath": "/opt/ml/processing/output"}
    return {
        "JobDefinitionName": f"drift-{endpoint}",
        "DataQualityAppSpecification": {"ImageUri": IMAGE},
        "DataQualityJobInput": {
            "EndpointInput": {"EndpointName": endpoint, "LocalPath": "/opt/ml/processing/input"}
        },
        "DataQualityJobOutputConfig": {"MonitoringOutputs": [{"S3Output": output}]},
        "JobResources": {"ClusterConfig": cluster},
        "RoleArn": ROLE,
    }


def test_a_monitored_endpoint_is_there_and_captures(clients: Clients) -> None:
    sagemaker = clients.sagemaker
    create = sagemaker.create_data_quality_job_definition
    said = (f'Could not find endpoint "{ARN}endpoint/absent".',)
    assert refused(create, **monitored("absent"))[1:] == said
    serving(sagemaker, "silent")
    capture = {
        "EnableCapture": True,
        "InitialSamplingPercentage": 100,
        "DestinationS3Uri": "s3://captured",
        "CaptureOptions": [{"CaptureMode": "Input"}],
    }
    sagemaker.create_endpoint_config(
        EndpointConfigName="heard",
        ProductionVariants=[variant("silent")],
        DataCaptureConfig=capture,
    )
    for name in ("silent", "heard"):
        sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    said = ("Endpoint silent does not have data capture enabled.",)
    assert refused(create, **monitored("silent"))[1:] == said
    create(**monitored("heard"))
    assert refused(create, **monitored("heard"))[0] == "ResourceInUse"


def test_a_serverless_endpoint_takes_no_model_of_a_vpc(clients: Clients) -> None:
    sagemaker = clients.sagemaker
    made = network(clients.ec2)
    group = clients.ec2.create_security_group(GroupName="g", Description="g", VpcId=made["VpcId"])
    vpc = {"SecurityGroupIds": [group["GroupId"]], "Subnets": made["SubnetIds"]}
    model = {"ExecutionRoleArn": ROLE, "PrimaryContainer": {"Image": IMAGE}}
    sagemaker.create_model(ModelName="inside", VpcConfig=vpc, **model)
    sagemaker.create_model(ModelName="outside", **model)
    serverless = {"MemorySizeInMB": 2048, "MaxConcurrency": 5}

    def variants(name: str) -> list[dict[str, Any]]:
        return [{"VariantName": "main", "ModelName": name, "ServerlessConfig": serverless}]

    create = sagemaker.create_endpoint_config
    said = refused(create, EndpointConfigName="inside", ProductionVariants=variants("inside"))
    assert said == ("ValidationException", "VpcConfig is not supported for serverless endpoints.")
    create(EndpointConfigName="outside", ProductionVariants=variants("outside"))


def test_people_of_a_domain_come_as_it_says(clients: Clients) -> None:
    domain = clients.sagemaker.create_domain(
        DomainName="signs-on",
        AuthMode="SSO",
        DefaultUserSettings={"ExecutionRole": ROLE},
        **network(clients.ec2),
    )["DomainArn"].split("/")[-1]
    create = clients.sagemaker.create_user_profile
    said = refused(create, DomainId=domain, UserProfileName="ann")
    assert "SingleSignOnUserIdentifier is required" in said[1]
    person = {"SingleSignOnUserIdentifier": "UserName", "SingleSignOnUserValue": "ann"}
    create(DomainId=domain, UserProfileName="ann", **person)


def test_a_queue_waits_for_its_function(clients: Clients) -> None:
    role = clients.iam.create_role(
        RoleName="f", AssumeRolePolicyDocument=TRUST.replace("sagemaker", "lambda")
    )
    sqs = clients.sqs
    url = sqs.create_queue(QueueName="work")["QueueUrl"]
    empty = b"PK\x05\x06" + b"\0" * 18
    clients.lambda_.create_function(
        FunctionName="works",
        Role=role["Role"]["Arn"],
        Runtime="python3.13",
        Handler="a.b",
        Code={"ZipFile": empty},
        Timeout=120,
    )
    mapping = {"FunctionName": "works", "EventSourceArn": "arn:aws:sqs:eu-west-1:000000000000:work"}
    assert refused(clients.lambda_.create_event_source_mapping, **mapping) == (
        "InvalidParameterValueException",
        "Queue visibility timeout: 30 seconds is less than Function timeout: 120 seconds",
    )
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "120"})
    clients.lambda_.create_event_source_mapping(**mapping)
