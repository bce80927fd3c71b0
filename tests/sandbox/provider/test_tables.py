"""The table against three other descriptions: the SDK's schema, botocore and CloudFormation."""

import importlib.util
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sandbox.names import canonical
from sandbox.provider import hooks
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.naming import autoname_of
from sandbox.provider.request import build, calls
from sandbox.provider.tables import resource_types
from sandbox.schema.store import nested_type, resource_schema
from sandbox.service_model import validate
from sandbox.service_model.shapes import input_shape

TYPES = list(resource_types().values())
BESIDE = {"tags", "region"}
"""Inputs that every type has and that no call carries by name."""

NOT_CARRIED = {
    "aws:ec2/launchTemplate:LaunchTemplate": {
        "networkInterfaces[0].ipv4AddressCount",
        "networkInterfaces[0].ipv4Addresses",
        "networkInterfaces[0].ipv4Prefixes[0]",
        "networkInterfaces[0].ipv6Addresses[0]",
        "networkInterfaces[0].ipv6Prefixes[0]",
    },
    # Expressions are texts to the SDK and structures to the API.
    "aws:lakeformation/optIn:OptIn": {"resourceDatas[0].lfTagPolicies[0].expressions[0]"},
    # Cloud Control refuses these: they are only to be read, though the SDK has them as inputs.
    "aws-native:sagemaker:InferenceComponent": {
        "runtimeConfig.currentCopyCount",
        "runtimeConfig.desiredCopyCount",
        "runtimeConfig.placementStatus",
        "specification.container.deployedImage",
        "specification.currentDataCacheConfig",
        "specifications[0].currentDataCacheConfig",
    },
    "aws-native:sagemaker:Cluster": {
        "instanceGroups[0].currentCount",
        "restrictedInstanceGroups[0].currentCount",
    },
}
"""Nested inputs that the sandbox refuses though the provider has them."""


def sample(type_: Any, name: str = "", above: tuple[str, ...] = ()) -> Any:
    """A value of a type of the schema; texts are such that they pass for numbers and switches.

    A type inside itself, as statements of a firewall are, is left empty.
    """
    if isinstance(type_, str):
        texts = name.endswith(("Properties", "Specification", "olicy"))
        return {"boolean": True, "integer": 1, "number": 1}.get(type_, "{}" if texts else "true")
    head, *rest = type_
    if head == "list":
        return [sample(rest[0], name, above)]
    if head == "map":
        return {"k": sample(rest[0], "", above)}
    if head == "union":
        return sample(rest[0], name, above)
    properties = {} if rest[0] in above else nested_type(rest[0]) or {}
    return {key: sample(prop.type, key, (*above, rest[0])) for key, prop in properties.items()}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.token.rsplit(":", 1)[1])
def test_every_input_reaches_the_api(kind: ResourceType) -> None:
    schema = resource_schema(kind.token)
    assert schema is not None
    place = {"id": "x", "account": "000000000000", "region": "eu-west-1", "partition": "aws"}
    carried = {*kind.key.values(), *kind.local, *kind.refuses, *BESIDE}
    for step in (kind.create, *kind.updates, *kind.delete):
        carried |= {step.toggle} | (step.properties if step.each else set())
        for name, prop in schema.inputs.items():
            if name not in ("source", "region"):
                request = build(kind, step, {**place, name: sample(prop.type, name)})
                carried |= request.used
    assert set(schema.inputs) - carried - {"source", "timeouts"} == set()


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.token.rsplit(":", 1)[1])
def test_every_nested_input_has_a_member(kind: ResourceType) -> None:
    schema = resource_schema(kind.token)
    assert schema is not None
    properties = {
        name: sample(prop.type, name)
        for name, prop in schema.inputs.items()
        if name not in ("region", "source")
    }
    properties |= {"id": "x", "account": "000000000000", "region": "r", "partition": "aws"}
    made = [call for s in (kind.create, *kind.updates) for call in calls(s, properties, {})]
    for step, given in made:
        request = build(kind, step, given)
        unknown = {
            request.source(violation.path)
            for violation in validate(kind.service, step.operation, request.params)
            if "not in the service model" in violation.message
            or "of type structure" in violation.message
        }
        assert unknown - NOT_CARRIED.get(kind.token, set()) == set(), step.operation


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.token.rsplit(":", 1)[1])
def test_names_in_the_table_exist(kind: ResourceType) -> None:
    schema = resource_schema(kind.token)
    assert schema is not None
    inputs, outputs = set(schema.inputs), set(schema.outputs)
    tops = {path.split(".")[0] for path in kind.replaces}
    assert (
        tops | kind.local | set(kind.refuses) | {path.split(".")[0] for path in kind.checks if path}
        <= inputs | outputs
    )
    assert set(kind.outputs) <= outputs
    for read in (kind.read, *kind.also):
        assert set(read.outputs) <= outputs
        assert input_shape(kind.service, read.operation) is not None
    for hook in (kind.knows, kind.hook):
        assert not hook or hasattr(hooks, hook)
    assert "tags" not in kind.replaces
    if schema.all_tags:
        assert kind.tagging is not None, "a type with tags needs to say how they change"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.token.rsplit(":", 1)[1])
def test_what_cloudformation_replaces_is_replaced(kind: ResourceType) -> None:
    created = _create_only().get(CLOUDFORMATION.get(kind.token, ""))
    if created is None:
        return
    schema = resource_schema(kind.token)
    assert schema is not None
    noun = canonical(kind.token.rsplit(":", 1)[1])
    names = {canonical(name): name for name in schema.inputs}
    members = {v.split(".")[-1]: k for k, v in {**kind.members, **kind.create.members}.items()}
    expected = set[str]()
    for name in created:
        plain = canonical(name)
        found = names.get(plain) or names.get(plain.removeprefix(noun)) or members.get(name)
        if found:
            expected.add(found)
    tops = {path.split(".")[0] for path in kind.replaces} | {"tags"}
    assert expected - tops == set()


CLOUDFORMATION = {
    f"aws:{module}/{name[0].lower()}{name[1:]}:{name}": f"AWS::{service}"
    for module, name, service in (
        ("ec2", "Vpc", "EC2::VPC"),
        ("ec2", "Subnet", "EC2::Subnet"),
        ("ec2", "RouteTable", "EC2::RouteTable"),
        ("ec2", "Route", "EC2::Route"),
        ("ec2", "NatGateway", "EC2::NatGateway"),
        ("ec2", "SecurityGroup", "EC2::SecurityGroup"),
        ("ec2", "VpcEndpoint", "EC2::VPCEndpoint"),
        ("ec2", "FlowLog", "EC2::FlowLog"),
        ("ec2", "LaunchTemplate", "EC2::LaunchTemplate"),
        ("kms", "Key", "KMS::Key"),
        ("kms", "Alias", "KMS::Alias"),
        ("iam", "Role", "IAM::Role"),
        ("iam", "InstanceProfile", "IAM::InstanceProfile"),
        ("s3", "Bucket", "S3::Bucket"),
        ("athena", "Workgroup", "Athena::WorkGroup"),
        ("ecr", "Repository", "ECR::Repository"),
        ("sagemaker", "Domain", "SageMaker::Domain"),
        ("sagemaker", "UserProfile", "SageMaker::UserProfile"),
        ("sagemaker", "Space", "SageMaker::Space"),
        ("sagemaker", "StudioLifecycleConfig", "SageMaker::StudioLifecycleConfig"),
        ("sagemaker", "MlflowTrackingServer", "SageMaker::MlflowTrackingServer"),
        ("sagemaker", "ModelPackageGroup", "SageMaker::ModelPackageGroup"),
        ("sagemaker", "ModelCard", "SageMaker::ModelCard"),
        ("sagemaker", "Model", "SageMaker::Model"),
        ("sagemaker", "EndpointConfiguration", "SageMaker::EndpointConfig"),
        ("sagemaker", "Endpoint", "SageMaker::Endpoint"),
        ("batch", "ComputeEnvironment", "Batch::ComputeEnvironment"),
        ("batch", "JobQueue", "Batch::JobQueue"),
        ("appautoscaling", "Target", "ApplicationAutoScaling::ScalableTarget"),
        ("appautoscaling", "Policy", "ApplicationAutoScaling::ScalingPolicy"),
        ("cloudwatch", "MetricAlarm", "CloudWatch::Alarm"),
        ("cloudwatch", "CompositeAlarm", "CloudWatch::CompositeAlarm"),
        ("cloudwatch", "Dashboard", "CloudWatch::Dashboard"),
        ("cloudwatch", "LogGroup", "Logs::LogGroup"),
        ("sns", "Topic", "SNS::Topic"),
        ("sns", "TopicSubscription", "SNS::Subscription"),
        ("sqs", "Queue", "SQS::Queue"),
        ("apigateway", "Deployment", "ApiGateway::Deployment"),
        ("apigateway", "Stage", "ApiGateway::Stage"),
        ("apigateway", "DomainName", "ApiGateway::DomainName"),
        ("apigateway", "UsagePlanKey", "ApiGateway::UsagePlanKey"),
        ("wafv2", "WebAcl", "WAFv2::WebACL"),
        ("wafv2", "WebAclAssociation", "WAFv2::WebACLAssociation"),
        ("wafv2", "WebAclLoggingConfiguration", "WAFv2::LoggingConfiguration"),
        ("chatbot", "SlackChannelConfiguration", "Chatbot::SlackChannelConfiguration"),
        ("chatbot", "TeamsChannelConfiguration", "Chatbot::MicrosoftTeamsChannelConfiguration"),
        ("ssm", "Parameter", "SSM::Parameter"),
        ("cloudtrail", "Trail", "CloudTrail::Trail"),
        ("cloudwatch", "QueryDefinition", "Logs::QueryDefinition"),
        ("efs", "AccessPoint", "EFS::AccessPoint"),
        ("efs", "FileSystem", "EFS::FileSystem"),
        ("efs", "MountTarget", "EFS::MountTarget"),
        ("fsx", "DataRepositoryAssociation", "FSx::DataRepositoryAssociation"),
        ("costexplorer", "AnomalyMonitor", "CE::AnomalyMonitor"),
        ("costexplorer", "AnomalySubscription", "CE::AnomalySubscription"),
    )
}


@cache
def _create_only() -> Mapping[str, list[str]]:
    """Top-level properties that cannot change, by CloudFormation type, from cfn-lint's schemas."""
    spec = importlib.util.find_spec("cfnlint")
    assert spec is not None
    assert spec.origin is not None
    wanted = set(CLOUDFORMATION.values())
    found = dict[str, list[str]]()
    for path in Path(spec.origin).parent.glob("data/schemas/resources/*.json"):
        text = path.read_text(encoding="utf-8")
        if '"createOnlyProperties"' in text:
            schema = json.loads(text)
            if schema["typeName"] in wanted:
                paths = (p.removeprefix("/properties/") for p in schema["createOnlyProperties"])
                found[schema["typeName"]] = [p for p in paths if "/" not in p]
    return found


def test_generated_names_fit_what_the_service_allows() -> None:
    for kind in TYPES:
        schema = resource_schema(kind.token)
        assert schema is not None
        rule = autoname_of(kind, schema)
        assert rule is None or rule.property in schema.inputs
