import json
from typing import Any

import pytest

from tests.components.support import only
from tests.components.training_support import KEY, training

PARAMETER = "aws:ssm/parameter:Parameter"
CONFIG = "aws:s3/bucketObjectv2:BucketObjectv2"


def defaults(**settings: Any) -> dict[str, Any]:
    return json.loads(only(training(**settings), PARAMETER).inputs["value"])


def sdk(**settings: Any) -> dict[str, Any]:
    return json.loads(only(training(**settings), CONFIG).inputs["content"])


def test_the_defaults_are_parts_of_a_request():
    job = defaults()["TrainingJob"]
    assert job == {
        "RoleArn": "<<fraud-dev-training-role#arn>>",
        "OutputDataConfig": {"S3OutputPath": "s3://fraud-dev-artifacts/training/", "KmsKeyId": KEY},
        "ResourceConfig": {
            "InstanceType": "ml.m5.xlarge",
            "InstanceCount": 1,
            "VolumeSizeInGB": 50,
            "VolumeKmsKeyId": KEY,
        },
        "VpcConfig": {
            "Subnets": ["subnet-a", "subnet-b"],
            "SecurityGroupIds": ["<<fraud-dev-training-network-group#id>>"],
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": 86400, "MaxWaitTimeInSeconds": 129600},
        "EnableManagedSpotTraining": True,
        "EnableInterContainerTrafficEncryption": True,
        "Tags": [{"Key": "environment", "Value": "dev"}, {"Key": "team", "Value": "fraud"}],
    }


def test_sagemakers_own_model_accepts_the_requests():
    session = pytest.importorskip("botocore.session", reason="needs the sandbox extra")
    from botocore.validate import ParamValidator

    model = session.get_session().get_service_model("sagemaker")
    given = defaults(keep_alive_minutes=10)
    requests = {
        "CreateTrainingJob": {
            **given["TrainingJob"],
            "TrainingJobName": f"{given['JobNamePrefix']}first",
            "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
        },
        "CreateProcessingJob": {
            **given["ProcessingJob"],
            "ProcessingJobName": f"{given['JobNamePrefix']}first",
            "AppSpecification": {"ImageUri": "image"},
        },
    }
    for operation, request in requests.items():
        shape = model.operation_model(operation).input_shape
        report = ParamValidator().validate(request, shape)
        assert not report.has_errors(), report.generate_report()


def test_on_a_machine_with_disks_of_its_own_no_key_is_named():
    gpu = {"default_instance_type": "ml.g5.xlarge"}
    assert "VolumeKmsKeyId" not in defaults(**gpu)["TrainingJob"]["ResourceConfig"]
    remote = sdk(**gpu)["SageMaker"]["PythonSDK"]["Modules"]["RemoteFunction"]
    assert "VolumeKmsKeyId" not in remote


def test_warm_pools_replace_spot():
    job = defaults(keep_alive_minutes=30)["TrainingJob"]
    assert job["ResourceConfig"]["KeepAlivePeriodInSeconds"] == 1800
    assert job["EnableManagedSpotTraining"] is False
    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 86400}


def test_no_two_jobs_share_checkpoints_by_default():
    given = defaults()
    assert "CheckpointConfig" not in given["TrainingJob"]
    assert given["CheckpointS3Prefix"] == "s3://fraud-dev-artifacts/checkpoints/"


def test_the_parameter_fits_the_free_tier_with_the_longest_names():
    types = [f"ml.g6e.{size}xlarge" for size in range(40)]
    value = json.dumps(
        defaults(
            allowed_instance_types=types,
            default_instance_type=types[0],
            artifacts_bucket="b" * 63,
            kms_key_arn=f"arn:aws-us-gov:kms:us-gov-east-1:000000000000:key/{'k' * 36}",
            subnet_ids=[f"subnet-{i:017}" for i in range(6)],
            tags={f"tag-{i}": "v" * 40 for i in range(5)},
        )
    )
    assert len(value) <= 4096


def test_the_defaults_say_where_those_of_the_sdk_lie_if_they_are_published():
    assert defaults()["SdkConfig"] == "s3://fraud-dev-artifacts/config/sagemaker.yaml"
    assert "SdkConfig" not in defaults(publish_sdk_config=False)


def test_what_an_ml_engineer_deploys_with_the_sdk_is_tagged_as_iam_demands():
    found = sdk()["SageMaker"]
    for kind in ("Model", "EndpointConfig", "Endpoint"):
        assert {"Key": "team", "Value": "fraud"} in found[kind]["Tags"], kind


def test_the_sdk_finds_bucket_role_network_keys_and_tags():
    config = sdk()
    assert config["SchemaVersion"] == "1.0"
    jobs = config["SageMaker"]
    session = jobs["PythonSDK"]["Modules"]["Session"]
    assert session == {
        "DefaultS3Bucket": "fraud-dev-artifacts",
        "DefaultS3ObjectKeyPrefix": "scratch",
    }
    assert jobs["TrainingJob"]["OutputDataConfig"] == {"KmsKeyId": KEY}
    assert jobs["ProcessingJob"]["NetworkConfig"]["VpcConfig"]["Subnets"] == [
        "subnet-a",
        "subnet-b",
    ]
    for kind in ("TrainingJob", "ProcessingJob", "TransformJob", "Model"):
        assert {"Key": "team", "Value": "fraud"} in jobs[kind]["Tags"]


def test_training_jobs_run_on_the_machines_of_a_plan_and_processing_does_not():
    plan = "arn:aws:sagemaker:eu-west-1:000000000000:training-plan/h100-in-may"
    given = defaults(training_plan_arn=plan, allowed_instance_types=["ml.p5.48xlarge"])
    assert given["TrainingJob"]["ResourceConfig"]["TrainingPlanArn"] == plan
    assert given["TrainingJob"]["EnableManagedSpotTraining"] is False
    assert "TrainingPlanArn" not in given["ProcessingJob"]["ProcessingResources"]["ClusterConfig"]
    assert "TrainingPlanArn" not in defaults()["TrainingJob"]["ResourceConfig"]
