import re

import pytest

from tests.sandbox.provider.cases import trust
from tests.sandbox.provider.conftest import case
from tests.sandbox.provider.engine import Engine, Refused

NAMES = [
    ("aws:s3/bucket:Bucket", "Fraud-Raw", {}, "bucket", r"fraud-raw-[0-9a-f]{7}"),
    (
        "aws:iam/role:Role",
        "r",
        {"assumeRolePolicy": trust("ec2.amazonaws.com")},
        "name",
        r"r-[0-9a-f]{7}",
    ),
    ("aws:kms/alias:Alias", "k", {"targetKeyId": "a"}, "name", r"alias/k-[0-9a-f]{7}"),
    ("aws:glue/catalogDatabase:CatalogDatabase", "Db", {}, "name", r"db_[a-z]{8}"),
    ("aws:sqs/queue:Queue", "q", {"fifoQueue": True}, "name", r"q-[0-9a-f]{7}\.fifo"),
    (
        "aws:iam/role:Role",
        "r",
        {"assumeRolePolicy": trust("ec2.amazonaws.com"), "namePrefix": "fraud-"},
        "name",
        r"fraud-[0-9a-f]{26}",
    ),
    (
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "settings.yaml",
        {"bucket": "b", "content": "a"},
        "key",
        r"settings\.yaml",
    ),
]


@pytest.mark.parametrize(("token", "name", "inputs", "property_", "form"), NAMES)
def test_a_resource_without_a_name_gets_one(
    token: str, name: str, inputs: dict, property_: str, form: str, engine: Engine
) -> None:
    checked = engine.check(token, name, inputs)
    assert re.fullmatch(form, checked[property_])
    assert property_ in checked["__defaults"]


def test_a_generated_name_stays_on_update_and_is_new_on_replacement(engine: Engine) -> None:
    first = engine.check("aws:s3/bucket:Bucket", "b", {})
    again = engine.check("aws:s3/bucket:Bucket", "b", {"tags": {"a": "b"}}, first)
    assert again["bucket"] == first["bucket"]
    assert engine.check("aws:s3/bucket:Bucket", "b", {})["bucket"] != first["bucket"]


def test_a_name_too_long_for_its_service_is_refused(engine: Engine) -> None:
    name = "r" * 60
    with pytest.raises(Refused, match="name: must be at most 64 characters with 7 random ones"):
        engine.check("aws:iam/role:Role", name, {"assumeRolePolicy": trust("ec2.amazonaws.com")})


def test_a_fixed_name_is_deleted_before_it_is_made_again(engine: Engine) -> None:
    for fixed, first in ((True, True), (False, False)):
        inputs = {**case("cloudwatch/eventRule:EventRule"), **({"name": "fixed"} if fixed else {})}
        made = engine.create("aws:cloudwatch/eventRule:EventRule", f"rule-{fixed}", inputs)
        planned = engine.diff(made, {**inputs, "eventBusName": "other"})
        assert (list(planned.replaces), planned.deleteBeforeReplace) == (["eventBusName"], first)
