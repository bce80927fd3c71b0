import pytest

from components.parts.common.instance_types import check_instance_types, has_local_disk


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
