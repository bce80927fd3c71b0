from typing import Any

import pytest

from components.errors import InputError
from tests.components.endpoint_support import ARTIFACT, IMAGE, VERSION, allowed, plan_with
from tests.components.parts.endpoint.test_modes import problems_of

SOURCE = {"model_package_arn": VERSION}


def with_variant(name: str = "b", **settings: Any) -> list[str]:
    variant = {**SOURCE, "traffic_percent": 10, **settings}
    return problems_of(**SOURCE, variants={name: variant})


def test_a_variant_is_checked_like_the_endpoints_own_model():
    assert problems_of(**SOURCE, variants={"b": {"traffic_percent": 10}}) == [
        "variants.b.model_package_arn: must be given, or image_uri instead, got neither"
    ]
    assert with_variant(instance_type="m5.large") == [
        "variants.b.instance_type: must look like ml.m5.large, got 'm5.large'"
    ]
    assert with_variant(min_instances=0, max_instances=-1) == [
        "variants.b.min_instances: must be at least 1, got 0",
        "variants.b.max_instances: must be at least min_instances, 0, got -1",
    ]


@pytest.mark.parametrize("name", ["primary", "shadow", "B"])
def test_a_variant_takes_no_name_that_is_taken_or_no_name(name):
    assert with_variant(name) == [
        f"variants.{name}: must be small letters, digits and hyphens, and not primary or shadow, "
        f"got {name!r}"
    ]


def test_shares_are_of_one_whole():
    assert with_variant(traffic_percent=-1) == [
        "variants.b.traffic_percent: must be 0 to 100, got -1"
    ]
    half = {**SOURCE, "traffic_percent": 60}
    assert problems_of(**SOURCE, variants={"b": half, "c": half}) == [
        "variants: must have 100 % of the traffic together at most, got 120"
    ]


def test_there_are_no_more_variants_than_an_update_can_watch():
    variants = {f"v{n}": {**SOURCE, "traffic_percent": 1} for n in range(5)}
    assert problems_of(**SOURCE, variants=variants) == ["variants: must be at most 4, got 5"]


def test_one_key_is_for_the_volumes_of_all_variants():
    assert with_variant(instance_type="ml.g5.xlarge") == [
        "variants.b.instance_type: must have no local disks, like ml.m5.large: one key is for the "
        "volumes of all, got 'ml.g5.xlarge'"
    ]
    shadow = {**SOURCE, "instance_type": "ml.m5.large"}
    assert problems_of(**SOURCE, instance_type="ml.g5.xlarge", shadow=shadow) == [
        "shadow.instance_type: must have local disks, like ml.g5.xlarge: one key is for the "
        "volumes of all, got 'ml.m5.large'"
    ]


def test_a_shadow_is_checked_too():
    assert problems_of(**SOURCE, shadow={**SOURCE, "sampling_percent": 0, "instances": 0}) == [
        "shadow.sampling_percent: must be 1 to 100, got 0",
        "shadow.instances: must be at least 1, got 0",
    ]


def test_the_role_reads_what_each_model_needs_and_nothing_twice():
    own = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev-other:1"
    given = allowed(
        plan_with(
            image_uri=IMAGE,
            model_data_url=ARTIFACT,
            variants={
                "b": {"image_uri": IMAGE, "model_data_url": ARTIFACT, "traffic_percent": 1},
                "c": {"image_uri": own, "traffic_percent": 1},
            },
        )
    )
    arn = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev-"
    assert given["PullTheImage"]["Resource"] == [f"{arn}serving", f"{arn}other"]
    assert given["ReadTheModel"]["Resource"] == [
        "arn:aws:s3:::models/churn/*",
        "arn:aws:s3:::artifacts-1/*",
    ]


def test_the_name_of_a_variant_has_to_fit_with_that_of_the_endpoint():
    variant = {**SOURCE, "traffic_percent": 1}
    with pytest.raises(InputError) as error:
        plan_with(variants={"x" * 34: variant})
    assert str(error.value) == (
        "endpoints.churn.name: must be at most 4 characters together with a variant of 34 in this "
        "stack, got 'churn'"
    )
