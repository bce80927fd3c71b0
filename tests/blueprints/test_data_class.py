import json

import pytest

from blueprints.blueprint import SettingsError
from blueprints.data_class import DataClass
from tests.blueprints.support import LEFT_OUT, compose, types

NAT = "aws:ec2/natGateway:NatGateway"
ADOPTED = {
    "vpc_id": "vpc-1",
    "cidr": "10.0.0.0/16",
    "private_subnet_ids": ["subnet-1", "subnet-2"],
}


def closed_zones(plan) -> bool:
    """Whether the bucket of the raw zone refuses whoever is not in the VPC."""
    policies = plan.of_type("aws:s3/bucketPolicy:BucketPolicy")
    document = next(p.inputs["policy"] for p in policies if "raw" in p.name)
    return "aws:SourceVpce" in json.dumps(json.loads(document))


def asks_for_mfa(plan) -> bool:
    roles = plan.of_type("aws:iam/role:Role")
    people = next(r for r in roles if "auditor" in r.name)
    return "aws:MultiFactorAuthPresent" in people.inputs["assumeRolePolicy"]


def test_internal_data_is_the_default():
    assert compose({"data_class": "internal", "without": LEFT_OUT}) == compose(
        {"without": LEFT_OUT}
    )


@pytest.mark.parametrize(
    ("data_class", "closed", "has_way_out"),
    [("internal", False, True), ("confidential", True, True), ("regulated", True, False)],
)
def test_each_class_is_as_closed_as_it_says(data_class, closed, has_way_out):
    plan = compose({"data_class": data_class, "without": LEFT_OUT})
    assert closed_zones(plan) is closed
    assert asks_for_mfa(plan) is closed
    assert (NAT in types(plan)) is has_way_out


def test_a_setting_of_the_team_wins():
    own = {"network": {"nat": "single"}}
    plan = compose({"data_class": "regulated", "without": LEFT_OUT, **own})
    assert NAT in types(plan)
    assert closed_zones(plan)


@pytest.mark.parametrize("data_class", [DataClass.CONFIDENTIAL, DataClass.REGULATED])
def test_an_adopted_network_keeps_its_own_way_out(data_class):
    adopted = {"network": {"adopt": ADOPTED}}
    plan = compose({"data_class": data_class.value, "without": LEFT_OUT, **adopted})
    assert not closed_zones(plan)


def test_another_word_is_refused():
    with pytest.raises(SettingsError, match="data_class: must be 'internal', 'confidential' or"):
        compose({"data_class": "secret"})
