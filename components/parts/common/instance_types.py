"""Instance types: what their names look like, and what the accelerated ones have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from components.errors import Problem

_PATTERN = re.compile(r"ml\.[a-z0-9-]+\.[a-z0-9-]+")

_LOCAL_DISK_PATTERNS = (
    "ml.g4dn.*",
    "ml.g5.*",
    "ml.g6*",
    "ml.g7*",
    "ml.gr*",
    "ml.p3dn.*",
    "ml.p4*",
    "ml.p5*",
    "ml.p6*",
    "ml.trn*",
    "ml.dl1.*",
    "ml.[cmr][0-9]*d.*",
)


class Chip(StrEnum):
    """What accelerates a machine."""

    GPU = "NVIDIA GPU"
    TRAINIUM = "Trainium"
    INFERENTIA = "Inferentia"


@dataclass(frozen=True)
class Accelerated:
    """What a family of accelerated machines has."""

    chip: Chip

    efa_sizes: frozenset[str]
    """Sizes with Elastic Fabric Adapter, which machines of one job exchange gradients through."""


def _family(chip: Chip, efa_sizes: str = "") -> Accelerated:
    return Accelerated(chip, frozenset(efa_sizes.split()))


ACCELERATED: Mapping[str, Accelerated] = {
    "g4dn": _family(Chip.GPU, "8xlarge 12xlarge 16xlarge metal"),
    "g5": _family(Chip.GPU, "8xlarge 12xlarge 16xlarge 24xlarge 48xlarge"),
    "g5g": _family(Chip.GPU),
    "g6": _family(Chip.GPU, "8xlarge 12xlarge 16xlarge 24xlarge 48xlarge"),
    "g6e": _family(Chip.GPU, "8xlarge 12xlarge 16xlarge 24xlarge 48xlarge"),
    "g6f": _family(Chip.GPU),
    "g7": _family(Chip.GPU, "8xlarge 12xlarge 24xlarge 48xlarge"),
    "g7e": _family(Chip.GPU, "8xlarge 12xlarge 24xlarge 48xlarge"),
    "gr6": _family(Chip.GPU, "8xlarge"),
    "gr6f": _family(Chip.GPU),
    "p4d": _family(Chip.GPU, "24xlarge"),
    "p4de": _family(Chip.GPU, "24xlarge"),
    "p5": _family(Chip.GPU, "4xlarge 48xlarge"),
    "p5e": _family(Chip.GPU, "48xlarge"),
    "p5en": _family(Chip.GPU, "48xlarge"),
    "p6-b200": _family(Chip.GPU, "48xlarge"),
    "p6-b300": _family(Chip.GPU, "48xlarge"),
    "trn1": _family(Chip.TRAINIUM, "32xlarge"),
    "trn1n": _family(Chip.TRAINIUM, "32xlarge"),
    "trn2": _family(Chip.TRAINIUM, "3xlarge 48xlarge"),
    "inf1": _family(Chip.INFERENTIA, "24xlarge"),
    "inf2": _family(Chip.INFERENTIA),
}
"""Families with accelerators (EC2 API, `DescribeInstanceTypes`, November 2026)."""

_PLANNED = (
    *("ml.p4d.24xlarge", "ml.p4de.24xlarge", "ml.p5.4xlarge", "ml.p5.48xlarge", "ml.p5e.48xlarge"),
    *("ml.p5en.48xlarge", "ml.p6-b200.48xlarge", "ml.p6-b300.48xlarge", "ml.p6e-gb200.36xlarge"),
    *("ml.trn1.32xlarge", "ml.trn2.48xlarge"),
)
"""Types that training plans reserve (SageMaker API, `ReservedCapacityInstanceType`)."""


def accelerated(name: str) -> Accelerated | None:
    """Return what a type's family has, `ml.` before it or not; None without accelerators."""
    return ACCELERATED.get(name.removeprefix("ml.").split(".")[0])


def has_efa(name: str) -> bool:
    """Say whether machines of an accelerated type exchange data through EFA."""
    family = accelerated(name)
    return family is not None and name.rsplit(".", 1)[-1] in family.efa_sizes


def plan_problems(field: str, name: str) -> Iterator[Problem]:
    """Yield a problem when no training plan reserves machines of this type."""
    if name not in _PLANNED:
        yield Problem(
            field, f"must be one that training plans reserve ({', '.join(_PLANNED)}), got {name!r}"
        )


def check_instance_types(field: str, types: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with a list of instance types."""
    if not types:
        yield Problem(field, "must list at least one instance type, got an empty list")
    for i, name in enumerate(types):
        if not is_instance_type(name):
            yield Problem(f"{field}[{i}]", f"must look like ml.m5.xlarge, got {name!r}")
        if name in types[:i]:
            yield Problem(f"{field}[{i}]", f"must be listed once, got {name!r} again")


def is_instance_type(name: str) -> bool:
    """Say whether `name` is formed like the name of a SageMaker instance type."""
    return _PATTERN.fullmatch(name) is not None


def is_general_purpose(name: str) -> bool:
    """Say whether a type is of a family that has neither GPUs nor other accelerators."""
    return re.match(r"ml\.[tmcr]\d", name) is not None


def has_local_disk(name: str) -> bool:
    """Say whether jobs on `name` write to disks inside the machine.

    The hardware encrypts those disks, and SageMaker refuses a job that names a key for its volume
    there (SageMaker API, `ResourceConfig.VolumeKmsKeyId`).
    """
    return any(fnmatchcase(name, pattern) for pattern in _LOCAL_DISK_PATTERNS)
