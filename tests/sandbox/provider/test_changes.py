"""What a change of each input does: it reaches AWS, or it replaces; none is silently lost."""

import pytest

from sandbox.provider.descriptor import ResourceType
from sandbox.provider.difference import changes
from sandbox.provider.request import build
from sandbox.provider.tables import resource_types
from sandbox.schema.store import resource_schema
from tests.sandbox.provider.test_tables import sample

LOST = {
    "aws:apigateway/restApi:RestApi": {"binaryMediaTypes"},
    "aws:apigateway/stage:Stage": {"canarySettings", "variables"},
    "aws:apigateway/usagePlan:UsagePlan": {"apiStages"},
    "aws:ec2/natGateway:NatGateway": {"secondaryAllocationIds", "secondaryPrivateIpAddresses"},
    "aws:ec2/subnet:Subnet": {"ipv6CidrBlock"},
    "aws:ec2/vpc:Vpc": {
        "assignGeneratedIpv6CidrBlock",
        "ipv6CidrBlock",
        "ipv6CidrBlockNetworkBorderGroup",
        "ipv6IpamPoolId",
        "ipv6NetmaskLength",
    },
}
"""Changes that the real provider makes and the sandbox does not; the list is to shrink."""

ONLY_ELSEWHERE = {
    "aws:athena/workgroup:Workgroup": {"forceDestroy"},
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": {"teamName"},
    "aws:codebuild/project:Project": {"source"},
    "aws:ec2/eip:Eip": {"customerOwnedIpv4Pool"},
    "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation": {"deleteDataInFilesystem"},
    "aws:kms/key:Key": {"deletionWindowInDays"},
    "aws:sagemaker/domain:Domain": {"retentionPolicy"},
}
"""Inputs that only the deletion or a hook looks at, or that the real provider changes nowhere."""


@pytest.mark.parametrize(
    "kind", resource_types().values(), ids=lambda kind: kind.token.rsplit(":", 1)[1]
)
def test_no_change_is_lost(kind: ResourceType) -> None:
    schema = resource_schema(kind.token)
    assert schema is not None
    place = {"id": "x", "account": "000000000000", "region": "eu-west-1", "partition": "aws"}
    found = {*kind.replaces, *schema.replaces, *kind.local, *kind.refuses, "tags", "timeouts"}
    for step in kind.updates:
        found |= step.properties | {step.toggle}
        if not step.properties:
            for name, prop in schema.inputs.items():
                found |= build(kind, step, {**place, name: sample(prop.type, name)}).used
    lost = schema.inputs.keys() - found - {"region"} - ONLY_ELSEWHERE.get(kind.token, set())
    assert lost == LOST.get(kind.token, set())


def test_another_region_is_another_resource() -> None:
    kind = resource_types()["aws:sqs/queue:Queue"]
    old = {"name": "q", "region": "eu-west-1"}
    assert [c.replaces for c in changes(kind, old, {**old, "region": "eu-west-3"})] == [True]
    assert [c.replaces for c in changes(kind, {"name": "q"}, old)] == [False]


def test_an_attribute_is_set_by_the_name_that_the_service_has_for_it() -> None:
    kind = resource_types()["aws:sns/topic:Topic"]
    (step,) = [s for s in kind.updates if "sqsFailureFeedbackRoleArn" in s.properties]
    params = build(kind, step, {"id": "t", "sqsFailureFeedbackRoleArn": "r"}).params
    assert params["AttributeName"] == "SQSFailureFeedbackRoleArn"
    assert params["AttributeValue"] == "r"
