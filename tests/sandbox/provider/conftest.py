from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config

from sandbox.account.server import AccountServer
from sandbox.account.server import serve as serve_account
from sandbox.provider.server import ProviderServer, serve
from tests.sandbox.provider.cases import CASES, policy, trust
from tests.sandbox.provider.engine import Engine, Made

DEFAULT_TAGS = {"team": "fraud", "environment": "dev"}


@pytest.fixture(scope="package")
def account() -> Iterator[AccountServer]:
    server = serve_account(None)
    yield server
    server.stop()


@pytest.fixture(scope="package")
def provider(account: AccountServer) -> Iterator[ProviderServer]:
    server = serve(account.url, application=account.account)
    yield server
    server.stop()


@pytest.fixture(scope="package")
def engine(provider: ProviderServer) -> Iterator[Engine]:
    engine = Engine(provider.port, {"defaultTags": {"tags": DEFAULT_TAGS}})
    yield engine
    engine.close()


@pytest.fixture(scope="package")
def client(account: AccountServer) -> Callable[[str], Any]:
    def make(service: str) -> Any:
        return boto3.client(
            service,
            region_name="eu-west-1",
            endpoint_url=account.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    return make


def case(type_: str) -> dict[str, Any]:
    return next(c.inputs for c in CASES if c.type == type_)


@pytest.fixture(scope="package")
def world(engine: Engine) -> dict[str, str]:
    """Ids of one of each thing that others need, by the name that the cases use."""
    known = dict[str, str]()

    def make(name: str, token: str, inputs: dict[str, Any]) -> Made:
        made = engine.create(f"aws:{token}", f"world-{name.replace('_', '-')}", fill(inputs, known))
        known[name] = made.id
        if "arn" in made.outputs:
            known[f"{name}_arn"] = made.outputs["arn"]
        return made

    make("vpc", "ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True})
    one = {"cidrBlock": "10.0.0.0/24", "availabilityZone": "eu-west-1a"}
    make("subnet", "ec2/subnet:Subnet", {"vpcId": "$vpc", **one})
    other = {"cidrBlock": "10.0.1.0/24", "availabilityZone": "eu-west-1b"}
    make("subnet_b", "ec2/subnet:Subnet", {"vpcId": "$vpc", **other})
    make("group", "ec2/securityGroup:SecurityGroup", {"vpcId": "$vpc"})
    make("group_b", "ec2/securityGroup:SecurityGroup", {"vpcId": "$vpc"})
    make("vpc_b", "ec2/vpc:Vpc", {"cidrBlock": "10.2.0.0/16"})
    make("table", "ec2/routeTable:RouteTable", {"vpcId": "$vpc"})
    make("gateway", "ec2/internetGateway:InternetGateway", {"vpcId": "$vpc"})
    make("address", "ec2/eip:Eip", {"domain": "vpc"})
    allowed = {"AWS": "arn:aws:iam::000000000000:root", "Service": "logs.amazonaws.com"}
    make("key", "kms/key:Key", {"policy": policy("kms:*", "*", Principal=allowed)})
    make("key_b", "kms/key:Key", {})
    trusted = ("sagemaker", "batch", "ec2", "lambda", "codebuild", "scheduler", "lakeformation")
    services = [f"{service}.amazonaws.com" for service in trusted]
    make("role", "iam/role:Role", {"assumeRolePolicy": trust(*services)})
    make("role_b", "iam/role:Role", {"assumeRolePolicy": trust(*services)})
    make("profile", "iam/instanceProfile:InstanceProfile", {"role": "$role_b"})
    make("bucket", "s3/bucket:Bucket", {})
    make("logs", "s3/bucket:Bucket", {})
    make("spare", "s3/bucket:Bucket", {})
    versioning = {"bucket": "$logs", "versioningConfiguration": {"status": "Enabled"}}
    make("versions", "s3/bucketVersioning:BucketVersioning", versioning)
    writers = {"Service": ["logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"]}
    places = ["arn:aws:s3:::$logs", "arn:aws:s3:::$logs/*"]
    document = policy(["s3:PutObject", "s3:GetBucketAcl"], places, Principal=writers)
    make("log_policy", "s3/bucketPolicy:BucketPolicy", {"bucket": "$logs", "policy": document})
    make("repository", "ecr/repository:Repository", {})
    make("topic", "sns/topic:Topic", {})
    make("queue", "sqs/queue:Queue", {})
    make("database", "glue/catalogDatabase:CatalogDatabase", {"name": "fraud_dev"})
    in_glue = {"databaseName": "fraud_dev", "name": "transactions"}
    make("transactions", "glue/catalogTable:CatalogTable", in_glue)
    make("rule", "cloudwatch/eventRule:EventRule", {"eventPattern": '{"source": ["a"]}'})
    alarm = {**case("cloudwatch/metricAlarm:MetricAlarm"), "alarmActions": []}
    for name in ("one", "two"):
        make(name, "cloudwatch/metricAlarm:MetricAlarm", {**alarm, "name": name})
    domain = {**case("sagemaker/domain:Domain"), "domainName": "fraud-dev"}
    function = "lambda/function:Function"
    make("function", function, case(function))
    make("domain", "sagemaker/domain:Domain", domain)
    person = {"domainId": "$domain", "userProfileName": "zoe"}
    make("person", "sagemaker/userProfile:UserProfile", person)
    group = {"modelPackageGroupName": "fraud"}
    make("registry", "sagemaker/modelPackageGroup:ModelPackageGroup", group)
    make("model", "sagemaker/model:Model", case("sagemaker/model:Model"))
    configuration = "sagemaker/endpointConfiguration:EndpointConfiguration"
    make("configuration", configuration, case(configuration))
    make("configuration_b", configuration, case(configuration))
    make("endpoint", "sagemaker/endpoint:Endpoint", case("sagemaker/endpoint:Endpoint"))
    scaled = {"scalableDimension": "sagemaker:variant:DesiredInstanceCount"}
    target = "appautoscaling/target:Target"
    make("target", target, {**case(target), **scaled})
    environment = "batch/computeEnvironment:ComputeEnvironment"
    make("environment", environment, case(environment))
    make("files", "efs/fileSystem:FileSystem", case("efs/fileSystem:FileSystem"))
    lustre = "fsx/lustreFileSystem:LustreFileSystem"
    make("lustre", lustre, case(lustre))
    anomalies = "costexplorer/anomalyMonitor:AnomalyMonitor"
    make("monitor", anomalies, case(anomalies))
    make("api", "apigateway/restApi:RestApi", case("apigateway/restApi:RestApi"))
    make("deployment", "apigateway/deployment:Deployment", {"restApi": "$api"})
    stage = {"restApi": "$api", "deployment": "$deployment", "stageName": "live"}
    make("stage", "apigateway/stage:Stage", stage)
    make("plan", "apigateway/usagePlan:UsagePlan", {})
    make("api_key", "apigateway/apiKey:ApiKey", {})
    own_name = {**case("apigateway/domainName:DomainName"), "domainName": "world.example.com"}
    make("domain_name", "apigateway/domainName:DomainName", own_name)
    make("acl", "wafv2/webAcl:WebAcl", case("wafv2/webAcl:WebAcl"))
    return known


def fill(value: Any, known: dict[str, str]) -> Any:
    """`value` with every `$name` as the id of what it stands for."""
    if isinstance(value, dict):
        return {key: fill(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, known) for item in value]
    if isinstance(value, str):
        for name in sorted(known, key=len, reverse=True):
            value = value.replace(f"${name}", known[name])
    return value
