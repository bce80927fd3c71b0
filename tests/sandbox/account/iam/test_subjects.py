"""Which actions calls ask for, and on what."""

from typing import Any

import pytest
from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model

from sandbox.account.iam.subjects import subjects
from sandbox.account.services import Call

R = "eu-west-1:000000000000"
EC2, SM = f"arn:aws:ec2:{R}:", f"arn:aws:sagemaker:{R}:"
KEY = f"arn:aws:kms:{R}:key/0a1b"
ANSWERS: dict[str, Any] = {
    "DescribeKey": {"KeyMetadata": {"Arn": KEY}},
    "GetRole": {"Role": {"Arn": "arn:aws:iam::000000000000:role/paths/jobs"}},
    "DescribeRouteTables": {"RouteTables": [{"RouteTableId": "rtb-0a1b"}]},
}
TAGS = [{"Key": "team", "Value": "fraud"}]


def told(_service: str, operation: str, _params: Any) -> Any:
    return ANSWERS.get(operation, {})


def asked(service: str, operation: str, **params: Any) -> set[tuple[str, str]]:
    model: Any = get_service_model(service)
    protocol = determine_request_protocol(model)
    call = Call(service, model.operation_model(operation), params, "eu-west-1", protocol)
    return set(subjects(call, told))


@pytest.mark.parametrize(
    ("service", "operation", "params", "action", "on"),
    [
        ("s3", "HeadBucket", {"Bucket": "b"}, "s3:ListBucket", "arn:aws:s3:::b"),
        ("s3", "GetObject", {"Bucket": "b", "Key": "k"}, "s3:GetObject", "arn:aws:s3:::b/k"),
        (
            "s3",
            "GetObject",
            {"Bucket": "b", "Key": "k", "VersionId": "1"},
            "s3:GetObjectVersion",
            "arn:aws:s3:::b/k",
        ),
        ("s3", "ListBuckets", {}, "s3:ListAllMyBuckets", "*"),
        ("ec2", "DescribeVpcs", {}, "ec2:DescribeVpcs", "*"),
        ("ec2", "CreateVpc", {}, "ec2:CreateVpc", f"{EC2}vpc/*"),
        ("ec2", "AllocateAddress", {}, "ec2:AllocateAddress", f"{EC2}elastic-ip/*"),
        (
            "ec2",
            "DisassociateRouteTable",
            {"AssociationId": "rtbassoc-1"},
            "ec2:DisassociateRouteTable",
            f"{EC2}route-table/rtb-0a1b",
        ),
        ("kms", "CreateKey", {}, "kms:CreateKey", "*"),
        ("kms", "DescribeKey", {"KeyId": "alias/lake"}, "kms:DescribeKey", KEY),
        (
            "iam",
            "CreateRole",
            {"RoleName": "jobs", "Path": "/paths/"},
            "iam:CreateRole",
            "arn:aws:iam::000000000000:role/paths/jobs",
        ),
        (
            "sagemaker",
            "DescribeUserProfile",
            {"DomainId": "d-1", "UserProfileName": "jo"},
            "sagemaker:DescribeUserProfile",
            f"{SM}user-profile/d-1/jo",
        ),
        ("sagemaker", "CreateDomain", {}, "sagemaker:CreateDomain", f"{SM}domain/*"),
        (
            "sagemaker-runtime",
            "InvokeEndpoint",
            {"EndpointName": "scorer"},
            "sagemaker:InvokeEndpoint",
            f"{SM}endpoint/scorer",
        ),
        (
            "lambda",
            "Invoke",
            {"FunctionName": "f"},
            "lambda:InvokeFunction",
            f"arn:aws:lambda:{R}:function:f",
        ),
        (
            "cloudwatch",
            "PutMetricAlarm",
            {"AlarmName": "a", "AlarmActions": [f"arn:aws:sns:{R}:t"]},
            "cloudwatch:PutMetricAlarm",
            f"arn:aws:cloudwatch:{R}:alarm:a",
        ),
        (
            "apigateway",
            "GetStage",
            {"restApiId": "r", "stageName": "v1"},
            "apigateway:GET",
            "arn:aws:apigateway:eu-west-1::/restapis/r/stages/v1",
        ),
        (
            "ssm",
            "GetParameter",
            {"Name": "/fraud-dev/x"},
            "ssm:GetParameter",
            f"arn:aws:ssm:{R}:parameter/fraud-dev/x",
        ),
        (
            "sqs",
            "SendMessage",
            {"QueueUrl": "http://127.0.0.1:1/000000000000/q"},
            "sqs:SendMessage",
            f"arn:aws:sqs:{R}:q",
        ),
        (
            "sqs",
            "SendMessageBatch",
            {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/q"},
            "sqs:SendMessage",
            "arn:aws:sqs:eu-west-1:111122223333:q",
        ),
        (
            "ecr",
            "ListImages",
            {"repositoryName": "fraud/scorer", "registryId": "111122223333"},
            "ecr:ListImages",
            "arn:aws:ecr:eu-west-1:111122223333:repository/fraud/scorer",
        ),
    ],
)
def test_one_action_on_one_resource(service, operation, params, action, on):
    assert asked(service, operation, **params) == {(action, on)}


def test_everything_that_a_call_mentions_has_to_be_allowed():
    subnet = {"VpcId": "vpc-0a", "CidrBlock": "10.0.0.0/24"}
    assert asked("ec2", "CreateSubnet", **subnet) == {
        ("ec2:CreateSubnet", f"{EC2}vpc/vpc-0a"),
        ("ec2:CreateSubnet", f"{EC2}subnet/*"),
    }


def test_what_a_call_makes_is_among_what_has_to_be_allowed():
    assert asked("ec2", "AuthorizeSecurityGroupIngress", GroupId="sg-0a") == {
        ("ec2:AuthorizeSecurityGroupIngress", f"{EC2}security-group/sg-0a"),
        ("ec2:AuthorizeSecurityGroupIngress", f"{EC2}security-group-rule/*"),
    }
    assert asked("ec2", "AssociateAddress", AllocationId="eipalloc-0a") == {
        ("ec2:AssociateAddress", f"{EC2}elastic-ip/eipalloc-0a")
    }


def test_to_tag_what_is_made_is_an_action_of_its_own():
    tagged = [{"ResourceType": "vpc", "Tags": TAGS}]
    assert asked("ec2", "CreateVpc", TagSpecifications=tagged) == {
        ("ec2:CreateVpc", f"{EC2}vpc/*"),
        ("ec2:CreateTags", f"{EC2}vpc/*"),
    }
    group = f"{SM}model-package-group/g"
    made = asked("sagemaker", "CreateModelPackageGroup", ModelPackageGroupName="g", Tags=TAGS)
    assert made == {("sagemaker:CreateModelPackageGroup", group), ("sagemaker:AddTags", group)}


def test_a_service_uses_a_key_in_the_name_of_the_caller():
    made = asked("sagemaker", "CreateEndpointConfig", EndpointConfigName="c", KmsKeyId="0a1b")
    assert made == {
        ("sagemaker:CreateEndpointConfig", f"{SM}endpoint-config/c"),
        ("kms:CreateGrant", KEY),
    }
    put = {"Bucket": "b", "Key": "k", "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "0a1b"}
    written = {("s3:PutObject", "arn:aws:s3:::b/k"), ("kms:GenerateDataKey", KEY)}
    assert asked("s3", "PutObject", **put) == written


def test_to_ask_who_one_is_needs_no_permission():
    assert asked("sts", "GetCallerIdentity") == set()
