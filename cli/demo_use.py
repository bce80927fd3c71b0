"""What the demo does with a team's platform once it is up: a day's work through the AWS API."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Clients = Callable[[str], Any]
"""Gives the boto3 client of a service."""

MADE_BY_DEMO = "registered by stepwell demo"
"""How the demo's model versions are told from those of people."""

DATA_SET = "transaction,amount,fraud\n1,12.50,0\n2,980.00,1\n"


@dataclass(frozen=True)
class Use:
    """One thing done with the platform."""

    what: str
    """What a person would call it."""

    seen: str
    """What the API answered, in a few words."""


def use(outputs: Mapping[str, Any], client: Clients) -> Iterator[Use]:
    """Use the stack with these `outputs` the way its team would; yield each thing done.

    Everything gets a name of its own, so that it can be done again on the same stack.
    """
    run = time.strftime("%Y%m%d-%H%M%S")
    yield _upload(outputs, client("s3"))
    yield _query(outputs, client("athena"))
    yield _train(outputs, client("ssm"), client("sagemaker"), run)
    yield from _register(outputs, client("sagemaker"), run)
    yield _deploy(outputs, client("sagemaker"), run)
    yield _observe(outputs, client("cloudwatch"))


def _upload(outputs: Mapping[str, Any], s3: Any) -> Use:
    key = "transactions/2026/transactions.csv"
    s3.put_object(Bucket=outputs["raw_bucket"], Key=key, Body=DATA_SET.encode())
    stored = s3.get_object(Bucket=outputs["raw_bucket"], Key=key)
    return Use("upload a data set to the raw zone", f"{stored['ContentLength']} bytes, {key}")


def _query(outputs: Mapping[str, Any], athena: Any) -> Use:
    group = athena.get_work_group(WorkGroup=outputs["workgroup"])["WorkGroup"]
    limit = group["Configuration"]["BytesScannedCutoffPerQuery"] // 2**30
    started = athena.start_query_execution(
        QueryString="SHOW TABLES",
        WorkGroup=outputs["workgroup"],
        QueryExecutionContext={"Database": outputs["database"]},
    )
    execution = athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])
    state = execution["QueryExecution"]["Status"]["State"]
    return Use("run a query", f"{state}; a query may scan {limit} GiB")


def _train(outputs: Mapping[str, Any], ssm: Any, sagemaker: Any, run: str) -> Use:
    parameter = ssm.get_parameter(Name=outputs["training_defaults"])["Parameter"]
    defaults = json.loads(parameter["Value"])
    gpu = next(t for t in defaults["AllowedInstanceTypes"] if t.startswith(("ml.g", "ml.p")))
    request = defaults["TrainingJob"]
    resources = {**request["ResourceConfig"], "InstanceType": gpu}
    # A GPU instance keeps data on its own encrypted disk, so it takes no key for a volume.
    resources.pop("VolumeKmsKeyId", None)
    job = f"{defaults['JobNamePrefix']}{run}"
    sagemaker.create_training_job(
        **{**request, "ResourceConfig": resources},
        TrainingJobName=job,
        AlgorithmSpecification={
            "TrainingImage": f"{outputs['image_repositories']['training']}:demo",
            "TrainingInputMode": "File",
        },
        InputDataConfig=[
            {
                "ChannelName": "train",
                "DataSource": {
                    "S3DataSource": {
                        "S3DataType": "S3Prefix",
                        "S3Uri": f"s3://{outputs['raw_bucket']}/transactions/",
                    }
                },
            }
        ],
        CheckpointConfig={"S3Uri": f"{defaults['CheckpointS3Prefix']}/{job}"},
    )
    described = sagemaker.describe_training_job(TrainingJobName=job)
    role = described["RoleArn"].rsplit("/", 1)[-1]
    return Use("train on a GPU with the team's role", f"{job} on {gpu} as {role}")


def _register(outputs: Mapping[str, Any], sagemaker: Any, run: str) -> Iterator[Use]:
    group = sorted(outputs["model_package_groups"].values())[0]
    name = group.rsplit("/", 1)[-1]
    card = json.loads(sagemaker.describe_model_card(ModelCardName=name)["Content"])
    version = sagemaker.create_model_package(
        ModelPackageGroupName=name,
        ModelPackageDescription=f"{MADE_BY_DEMO}, {run}",
        ModelApprovalStatus="PendingManualApproval",
        InferenceSpecification={
            "Containers": [
                {
                    "Image": f"{outputs['image_repositories']['serving']}:demo",
                    "ModelDataUrl": f"s3://{outputs['artifacts_bucket']}/models/{run}.tar.gz",
                }
            ],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        ModelCard={"ModelCardContent": json.dumps(card), "ModelCardStatus": "Draft"},
    )["ModelPackageArn"]
    number = version.rsplit("/", 1)[-1]
    yield Use("register a model with its card", f"{name} version {number}, awaits approval")
    sagemaker.update_model_package(
        ModelPackageArn=version, ModelApprovalStatus="Approved", ApprovalDescription="demo"
    )
    status = sagemaker.describe_model_package(ModelPackageName=version)["ModelApprovalStatus"]
    yield Use("approve it", f"version {number} is {status}")


def _deploy(outputs: Mapping[str, Any], sagemaker: Any, run: str) -> Use:
    name = f"{outputs['prefix']}-demo-{run}"
    group = sorted(outputs["model_package_groups"].values())[0].rsplit("/", 1)[-1]
    versions = sagemaker.list_model_packages(
        ModelPackageGroupName=group, ModelApprovalStatus="Approved"
    )["ModelPackageSummaryList"]
    newest = max(versions, key=lambda each: each["ModelPackageVersion"])
    sagemaker.create_model(
        ModelName=name,
        ExecutionRoleArn=outputs["training_role_arn"],
        PrimaryContainer={"ModelPackageName": newest["ModelPackageArn"]},
        VpcConfig={
            "Subnets": outputs["private_subnet_ids"],
            "SecurityGroupIds": [outputs["training_security_group_id"]],
        },
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName=name,
        KmsKeyId=outputs["kms_key_arn"],
        ProductionVariants=[
            {
                "VariantName": "main",
                "ModelName": name,
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    status = sagemaker.describe_endpoint(EndpointName=name)["EndpointStatus"]
    return Use("deploy it to an endpoint", f"{name}: {status}")


def _observe(outputs: Mapping[str, Any], cloudwatch: Any) -> Use:
    alarms = cloudwatch.describe_alarms(AlarmNamePrefix=outputs["prefix"])["MetricAlarms"]
    body = cloudwatch.get_dashboard(DashboardName=outputs["dashboard"])["DashboardBody"]
    widgets = len(json.loads(body)["widgets"])
    return Use("read alarms and dashboard", f"{len(alarms)} alarms, {widgets} widgets")
