from typing import Any

import botocore.session
import pytest

from components.parts.common.instance_types import (
    ACCELERATED,
    Chip,
    accelerated,
    check_instance_types,
    has_efa,
    has_local_disk,
    plan_problems,
)


@pytest.mark.parametrize(
    "name",
    [
        *("ml.g4dn.xlarge", "ml.g5.2xlarge", "ml.g6e.xlarge", "ml.p4d.24xlarge", "ml.m6id.large"),
        *("ml.m5d.large", "ml.c6gd.large", "ml.r7gd.large", "ml.p3dn.24xlarge", "ml.p5.48xlarge"),
        *("ml.p6-b200.48xlarge", "ml.trn1.2xlarge", "ml.dl1.24xlarge"),
    ],
)
def test_knows_machines_with_disks_of_their_own(name):
    assert has_local_disk(name)


@pytest.mark.parametrize(
    "name",
    [
        *("ml.m5.large", "ml.c6i.xlarge", "ml.p3.2xlarge", "ml.t3.medium", "ml.c6gn.large"),
        *("ml.inf1.xlarge", "ml.inf2.xlarge", "ml.m8g.large"),
    ],
)
def test_knows_machines_that_need_a_volume(name):
    assert not has_local_disk(name)


def test_a_list_is_not_empty_well_formed_and_without_repetition():
    assert [str(p) for p in check_instance_types("types", [])] == [
        "types: must list at least one instance type, got an empty list"
    ]
    assert [str(p) for p in check_instance_types("types", ["m5.large", "ml.m5.x", "ml.m5.x"])] == [
        "types[0]: must look like ml.m5.xlarge, got 'm5.large'",
        "types[2]: must be listed once, got 'ml.m5.x' again",
    ]


def described() -> dict[str, Any]:
    """What `DescribeInstanceTypes` says, as moto has recorded it; to load it takes a while."""
    from moto.ec2.models.instance_types import INSTANCE_TYPES

    return INSTANCE_TYPES


@pytest.mark.parametrize("family", sorted(ACCELERATED))
def test_families_have_what_ec2_says(family):
    found = {n.split(".")[1]: i for n, i in described().items() if n.split(".")[0] == family}
    efa = {size for size, info in found.items() if info["NetworkInfo"]["EfaSupported"]}
    assert ACCELERATED[family].efa_sizes == efa
    for info in found.values():
        assert bool(info.get("GpuInfo")) == (ACCELERATED[family].chip is Chip.GPU)
    disks = {info["InstanceStorageSupported"] for info in found.values()}
    assert disks == {has_local_disk(f"ml.{family}.xlarge")}


def test_knows_accelerators_with_and_without_the_prefix_of_sagemaker():
    for name in ("ml.p5.48xlarge", "p5.48xlarge"):
        family = accelerated(name)
        assert family is not None
        assert family.chip is Chip.GPU
        assert has_efa(name)
    assert accelerated("ml.m5.large") is None
    assert not has_efa("ml.g5.xlarge")
    assert not has_efa("ml.m5.large")


def test_plans_reserve_the_types_of_the_api():
    shape = botocore.session.get_session().get_service_model("sagemaker")
    planned = shape.shape_for("ReservedCapacityInstanceType").enum
    assert all(list(plan_problems("type", name)) == [] for name in planned)
    (problem,) = plan_problems("type", "ml.g5.xlarge")
    assert str(problem).startswith("type: must be one that training plans reserve (ml.p4d.24xlarge")
