import io
import zipfile
from typing import Any

import pytest

from sandbox.account.quotas import unknown
from tests.sandbox.account.conftest import Asked
from tests.sandbox.account.level_0 import REGION, client
from tests.sandbox.account.level_0.values import ALLOW, TRUST

ROLE = "arn:aws:iam::000000000000:role/worker"
EXCEEDED = "ResourceLimitExceeded"
ENDPOINTS = "sagemaker:ml.g5.xlarge for endpoint usage"


def _quotas(**limits: int) -> str:
    return "\n".join(["[quotas]", *(f'"{name}" = {limit}' for name, limit in limits.items())])


def _limit(name: str, limit: int, used: int, asked: int, words: str = "Instances") -> str:
    return (
        f"The account-level service limit '{name}' is {limit} {words}, with current utilization of"
        f" {used} {words} and a request delta of {asked} {words}. Please use AWS Service Quotas to"
        " request an increase for this quota. If AWS Service Quotas is not available, contact AWS"
        " support to request an increase for this quota."
    )


@pytest.fixture
def sagemaker(asked: Asked) -> Any:
    """SageMaker with an endpoint configuration of two instances."""
    asked.clients.iam.create_role(RoleName="worker", AssumeRolePolicyDocument=TRUST)
    one = asked.clients.sagemaker
    image = f"000000000000.dkr.ecr.{REGION}.amazonaws.com/scorer:1"
    one.create_model(ModelName="m", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": image})
    variant = {"VariantName": "v", "ModelName": "m", "InitialInstanceCount": 2}
    one.create_endpoint_config(
        EndpointConfigName="two", ProductionVariants=[{**variant, "InstanceType": "ml.g5.xlarge"}]
    )
    return one


def test_instances_of_endpoints_are_counted_and_those_of_an_update_run_beside_the_old(
    asked: Asked, sagemaker: Any
) -> None:
    asked.to(_quotas(**{ENDPOINTS: 3}))
    sagemaker.create_endpoint(EndpointName="one", EndpointConfigName="two")
    refused = (EXCEEDED, _limit("ml.g5.xlarge for endpoint usage", 3, 2, 2))
    another = {"EndpointName": "another", "EndpointConfigName": "two"}
    assert asked.refusal(sagemaker.create_endpoint, **another) == refused
    update = {"EndpointName": "one", "EndpointConfigName": "two"}
    assert asked.refusal(sagemaker.update_endpoint, **update) == refused
    batches = {"MaximumBatchSize": {"Type": "INSTANCE_COUNT", "Value": 1}}
    rolling = {"RollingUpdatePolicy": {**batches, "WaitIntervalInSeconds": 60}}
    sagemaker.update_endpoint(**update, DeploymentConfig=rolling)
    sagemaker.delete_endpoint(EndpointName="one")
    sagemaker.create_endpoint(**another)


@pytest.mark.parametrize(
    "name", ["sagemaker:L-1928E07B", "sagemaker:L-1928E07?", "sagemaker:ML.g* for endpoint usage"]
)
def test_a_limit_is_named_by_code_or_with_wildcards_too(
    asked: Asked, sagemaker: Any, name: str
) -> None:
    asked.to(_quotas(**{name: 1}))
    endpoint = {"EndpointName": "one", "EndpointConfigName": "two"}
    code, message = asked.refusal(sagemaker.create_endpoint, **endpoint)
    assert (code, message) == (EXCEEDED, _limit("ml.g5.xlarge for endpoint usage", 1, 0, 2))
    # The name itself says more than a pattern.
    asked.to(_quotas(**{name: 1, ENDPOINTS: 2}))
    sagemaker.create_endpoint(**endpoint)


def test_every_instance_of_active_endpoints_counts_together(asked: Asked, sagemaker: Any) -> None:
    name = "Number of instances across active endpoints"
    asked.to(_quotas(**{f"sagemaker:{name}": 3}))
    sagemaker.create_endpoint(EndpointName="one", EndpointConfigName="two")
    another = {"EndpointName": "another", "EndpointConfigName": "two"}
    refused = asked.refusal(sagemaker.create_endpoint, **another)
    assert refused == (EXCEEDED, _limit(name, 3, 2, 2))


def test_spot_training_has_a_limit_of_its_own(asked: Asked, sagemaker: Any) -> None:
    asked.to(_quotas(**{"sagemaker:* for training job usage": 0}))
    job = {
        "TrainingJobName": "job",
        "RoleArn": ROLE,
        "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
        "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
        "ResourceConfig": {
            "InstanceType": "ml.p4d.24xlarge",
            "InstanceCount": 2,
            "VolumeSizeInGB": 50,
        },
    }
    once = {"StoppingCondition": {"MaxRuntimeInSeconds": 60}}
    refused = asked.refusal(sagemaker.create_training_job, **job, **once)
    assert refused == (EXCEEDED, _limit("ml.p4d.24xlarge for training job usage", 0, 0, 2))
    both = {"StoppingCondition": {"MaxRuntimeInSeconds": 60, "MaxWaitTimeInSeconds": 60}}
    sagemaker.create_training_job(**job, **both, EnableManagedSpotTraining=True)


def test_a_cluster_that_grows_asks_for_the_difference(asked: Asked, sagemaker: Any) -> None:
    name = "ml.p5.48xlarge for cluster usage"
    asked.to(_quotas(**{f"sagemaker:{name}": 3}))
    group = {
        "InstanceGroupName": "workers",
        "InstanceType": "ml.p5.48xlarge",
        "ExecutionRole": ROLE,
    }
    two, three = ([{**group, "InstanceCount": count}] for count in (2, 3))
    sagemaker.create_cluster(ClusterName="one", InstanceGroups=two)
    sagemaker.update_cluster(ClusterName="one", InstanceGroups=three)
    refused = (EXCEEDED, _limit(name, 3, 3, 2))
    another = {"ClusterName": "another", "InstanceGroups": two}
    assert asked.refusal(sagemaker.create_cluster, **another) == refused
    sagemaker.update_cluster(ClusterName="one", InstanceGroups=two)


def test_notebooks_and_domains_count(asked: Asked, sagemaker: Any) -> None:
    name = "ml.t3.medium for notebook instance usage"
    asked.to(_quotas(**{f"sagemaker:{name}": 1, "sagemaker:Total domains": 0}))
    notebook = {"InstanceType": "ml.t3.medium", "RoleArn": ROLE}
    sagemaker.create_notebook_instance(NotebookInstanceName="one", **notebook)
    refused = asked.refusal(
        sagemaker.create_notebook_instance, NotebookInstanceName="two", **notebook
    )
    assert refused == (EXCEEDED, _limit(name, 1, 1, 1))
    subnet = asked.clients.ec2.describe_subnets()["Subnets"][0]
    refused = asked.refusal(
        sagemaker.create_domain,
        DomainName="studio",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": ROLE},
        SubnetIds=[subnet["SubnetId"]],
        VpcId=subnet["VpcId"],
    )
    assert refused == (EXCEEDED, _limit("Total domains", 0, 0, 1, "Domains"))


def test_networks_count_by_region_and_gateways_by_zone(asked: Asked) -> None:
    asked.to(
        _quotas(
            **{
                "vpc:VPCs per Region": 1,
                "vpc:Internet gateways per Region": 0,
                "vpc:NAT gateways per Availability Zone": 1,
                "ec2:EC2-VPC Elastic IPs": 1,
            }
        )
    )
    ec2 = asked.clients.ec2
    assert asked.refusal(ec2.create_vpc, CidrBlock="10.0.0.0/16") == (
        "VpcLimitExceeded",
        "The maximum number of VPCs has been reached.",
    )
    assert asked.refusal(ec2.create_internet_gateway)[0] == "InternetGatewayLimitExceeded"
    ec2.allocate_address(Domain="vpc")
    assert asked.refusal(ec2.allocate_address, Domain="vpc")[0] == "AddressLimitExceeded"
    first, second, *_ = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
    ec2.create_nat_gateway(SubnetId=first, ConnectivityType="private")
    assert asked.refusal(ec2.create_nat_gateway, SubnetId=first, ConnectivityType="private") == (
        "NatGatewayLimitExceeded",
        "Performing this operation would exceed the limit of 1 NAT gateways",
    )
    ec2.create_nat_gateway(SubnetId=second, ConnectivityType="private")


def test_roles_their_policies_and_buckets_count(asked: Asked) -> None:
    asked.to(
        _quotas(
            **{
                "iam:Roles per account": 1,
                "iam:Managed policies per role": 1,
                "iam:Customer managed policies per account": 2,
                "s3:General purpose buckets": 1,
            }
        )
    )
    iam, s3 = asked.clients.iam, asked.clients.s3
    iam.create_role(RoleName="one", AssumeRolePolicyDocument=TRUST)
    role = {"RoleName": "two", "AssumeRolePolicyDocument": TRUST}
    refused = ("LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1")
    assert asked.refusal(iam.create_role, **role) == refused
    arns = [
        iam.create_policy(PolicyName=name, PolicyDocument=ALLOW)["Policy"]["Arn"]
        for name in ("a", "b")
    ]
    refused = ("LimitExceeded", "Cannot exceed quota for PoliciesPerAccount: 2")
    policy = {"PolicyName": "c", "PolicyDocument": ALLOW}
    assert asked.refusal(iam.create_policy, **policy) == refused
    iam.attach_role_policy(RoleName="one", PolicyArn=arns[0])
    refused = ("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 1")
    second = {"RoleName": "one", "PolicyArn": arns[1]}
    assert asked.refusal(iam.attach_role_policy, **second) == refused
    where = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
    s3.create_bucket(Bucket="one-bucket", **where)
    code, _ = asked.refusal(s3.create_bucket, Bucket="two-buckets", **where)
    assert code == "TooManyBuckets"


def test_what_a_function_reserves_leaves_a_hundred_to_the_others(asked: Asked) -> None:
    trust = TRUST.replace("sagemaker.", "lambda.")
    asked.clients.iam.create_role(RoleName="worker", AssumeRolePolicyDocument=trust)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", "")
    functions = asked.clients.lambda_
    functions.create_function(
        FunctionName="f",
        Runtime="python3.12",
        Role=ROLE,
        Handler="main.run",
        Code={"ZipFile": code.getvalue()},
    )
    asked.to(_quotas(**{"lambda:Concurrent executions": 110}))
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=10)
    # In place of what it had, not beside it.
    functions.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=9)
    more = {"FunctionName": "f", "ReservedConcurrentExecutions": 11}
    code_, message = asked.refusal(functions.put_function_concurrency, **more)
    assert code_ == "InvalidParameterValueException"
    assert message.endswith("UnreservedConcurrentExecution below its minimum value of [100].")


def test_service_quotas_tells_the_limits(asked: Asked) -> None:
    asked.to(_quotas(**{"vpc:L-F678F1CE": 2, ENDPOINTS: 4}))
    quotas = client(asked.url, "service-quotas")
    vpcs = {"ServiceCode": "vpc", "QuotaCode": "L-F678F1CE"}
    assert quotas.get_service_quota(**vpcs)["Quota"]["Value"] == 2
    assert quotas.get_aws_default_service_quota(**vpcs)["Quota"]["Value"] == 5
    (shown,) = quotas.list_service_quotas(ServiceCode="sagemaker")["Quotas"]
    assert (shown["QuotaName"], shown["QuotaCode"], shown["Value"]) == (
        "ml.g5.xlarge for endpoint usage",
        "L-1928E07B",
        4,
    )


def test_a_type_that_is_newer_than_the_table_of_codes_can_be_limited() -> None:
    assert list(unknown({"sagemaker:ml.z9.large for endpoint usage": 1})) == []
    assert list(unknown({"sagemaker:ml.g5.xlarge for endpoints": 1})) != []
