import json

from cli.differences.steps import Action, Property, Step, steps
from plan.computed import mark
from plan.plan import Plan, Resource

ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
BUCKET = "aws:s3/bucket:Bucket"
LAUNCH = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
VPC = "aws:ec2/vpc:Vpc"


def resource(type_: str, name: str, secrets=(), *, protect: bool = False, **inputs) -> Resource:
    urn = f"urn:pulumi:fraud-dev::stepwell::{type_}::{name}"
    return Resource(urn, type_, name, inputs, protect=protect, secrets=frozenset(secrets))


def compared(before: list[Resource], after: list[Resource]) -> dict[str, Step]:
    plans = (Plan("fraud-dev", "stepwell", tuple(side)) for side in (before, after))
    return {step.resource.name: step for step in steps(*plans)}


def only(before: Resource, after: Resource) -> tuple[Property, ...]:
    return compared([before], [after])[after.name].properties


def test_what_comes_and_goes_is_created_and_deleted():
    found = compared([resource(BUCKET, "old", protect=True)], [resource(ENDPOINT, "new")])
    assert {name: step.action for name, step in found.items()} == {
        "new": Action.CREATE,
        "old": Action.DELETE,
    }
    assert (found["old"].loses, found["old"].protect, found["new"].loses) == ("data", True, "")


def test_a_property_that_may_change_is_an_update_with_both_values():
    before = resource(BUCKET, "b", forceDestroy=False, tags={"a": "1"})
    after = resource(BUCKET, "b", forceDestroy=True, tags={"a": "1"})
    assert only(before, after) == (Property("forceDestroy", False, False, True),)


def test_a_property_that_cannot_change_replaces_the_resource():
    before, after = (resource(VPC, "v", cidrBlock=f"10.{n}.0.0/16") for n in (0, 1))
    step = compared([before], [after])["v"]
    assert step.action is Action.REPLACE
    assert [one.path for one in step.properties if one.replaces] == ["cidrBlock"]


def test_what_names_a_replaced_resource_follows_it():
    def side(cidr: str) -> list[Resource]:
        group = resource(GROUP, "g", vpcId=mark("v", "id"), description="d")
        machine = resource(LAUNCH, "m", vpcSecurityGroupIds=[mark("g", "id")])
        return [resource(VPC, "v", cidrBlock=cidr), group, machine, resource(BUCKET, "b")]

    found = compared(side("10.0.0.0/16"), side("10.1.0.0/16"))
    assert found["g"].action is Action.REPLACE
    assert found["g"].properties == (Property("vpcId", True, follows="v"),)
    assert found["m"].action is Action.UPDATE
    assert found["m"].properties == (Property("vpcSecurityGroupIds[0]", False, follows="g"),)
    assert "b" not in found


def test_what_follows_is_replaced_if_the_property_inside_cannot_change():
    def side(cidr: str) -> list[Resource]:
        subnet = resource("aws:ec2/subnet:Subnet", "s", cidrBlock=cidr, vpcId="vpc-1")
        where = {"subnets": [mark("s", "id"), "subnet-1", mark("s", "id")]}
        return [subnet, resource("aws:sagemaker/model:Model", "m", vpcConfig=where)]

    found = compared(side("10.0.0.0/24"), side("10.0.1.0/24"))["m"]
    assert found.action is Action.REPLACE
    assert found.properties == tuple(
        Property(f"vpcConfig.subnets[{n}]", True, follows="s") for n in (0, 2)
    )


def test_a_document_in_another_layout_is_the_same():
    one, other = json.dumps({"a": 1, "b": [2]}), '{"b": [2], "a": 1}'
    assert not compared([resource(BUCKET, "b", policy=one)], [resource(BUCKET, "b", policy=other)])


def test_a_document_says_where_in_it_the_difference_is():
    def policy(action: str) -> Resource:
        document = {"Statement": [{"Effect": "Allow", "Action": action}]}
        return resource("aws:iam/policy:Policy", "p", policy=json.dumps(document))

    found = only(policy("s3:GetObject"), policy("s3:*"))
    assert found == (Property("policy.Statement[0].Action", False, "s3:GetObject", "s3:*"),)


def test_the_value_of_a_secret_is_not_told():
    before, after = (
        resource("aws:ssm/parameter:Parameter", "p", ("value",), value=f"hunter{n}", type="String")
        for n in (1, 2)
    )
    assert only(before, after) == (Property("value", False),)


def test_tags_of_the_provider_are_not_told_twice():
    before, after = (
        resource(BUCKET, "b", tags={"a": n}, tagsAll={"a": n, "team": "x"}) for n in ("1", "2")
    )
    assert [one.path for one in only(before, after)] == ["tags.a"]


def test_a_type_that_no_schema_knows_is_compared_by_its_inputs():
    before, after = (resource("acme:index/thing:Thing", "t", size=n) for n in (1, 2))
    assert only(before, after) == (Property("size", False, 1, 2),)
