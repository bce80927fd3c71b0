import pytest

from tests.sandbox.account.conftest import Asked
from tests.sandbox.account.level_0 import client


def test_a_region_that_does_not_exist_is_refused_without_any_setting(asked: Asked) -> None:
    asked.clients.sqs.list_queues()
    code, message = asked.refusal(client(asked.url, "sqs", "eu-west-9").list_queues)
    assert code == "UnrecognizedClientException"
    assert message == (
        "The security token included in the request is invalid."
        " (region eu-west-9: there is no such region)"
    )


@pytest.mark.parametrize(
    ("service", "operation", "code"),
    [
        ("ec2", "describe_vpcs", "AuthFailure"),
        ("sns", "list_topics", "InvalidClientTokenId"),
        ("s3", "list_buckets", "InvalidAccessKeyId"),
        ("lambda", "list_functions", "UnrecognizedClientException"),
    ],
)
def test_a_region_that_is_not_enabled_is_refused_in_the_services_own_words(
    asked: Asked, service: str, operation: str, code: str
) -> None:
    asked.to('regions.enabled = ["eu-west-1"]')
    getattr(client(asked.url, service, "eu-west-1"), operation)()
    elsewhere = client(asked.url, service, "us-east-1")
    assert asked.refusal(getattr(elsewhere, operation))[0] == code


def test_services_without_regions_are_there_in_any_case(asked: Asked) -> None:
    asked.to('regions.enabled = ["eu-west-1"]')
    client(asked.url, "iam", "us-east-1").list_roles()
    client(asked.url, "sts", "us-east-1").get_caller_identity()


def test_an_instance_type_that_a_region_lacks_is_refused_there_alone(asked: Asked) -> None:
    asked.to('regions.without = {eu-west-1 = ["ml.p5.*", "p5.48xlarge"]}')
    job = {
        "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
        "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
        "RoleArn": "arn:aws:iam::000000000000:role/worker",
        "StoppingCondition": {"MaxRuntimeInSeconds": 60},
        "ResourceConfig": {
            "InstanceType": "ml.p5.48xlarge",
            "InstanceCount": 1,
            "VolumeSizeInGB": 50,
        },
    }
    here = asked.clients.sagemaker.create_training_job
    code, message = asked.refusal(here, TrainingJobName="job", **job)
    assert code == "ValidationException"
    assert message.startswith(
        "1 validation error detected: Value 'ml.p5.48xlarge' at 'resourceConfig.instanceType'"
        " failed to satisfy constraint: Member must satisfy enum value set: [ml.m4.xlarge, "
    )
    assert "ml.p5.48xlarge" not in message.partition("set:")[2]
    machine = {"ImageId": "ami-12345678", "MinCount": 1, "MaxCount": 1}
    run = asked.clients.ec2.run_instances
    assert asked.refusal(run, **machine, InstanceType="p5.48xlarge")[0] == "Unsupported"
    client(asked.url, "ec2", "us-east-1").run_instances(**machine, InstanceType="p5.48xlarge")
