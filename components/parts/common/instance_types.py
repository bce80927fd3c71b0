"""SageMaker instance types: what their names look like, and which have disks of their own."""

import re
from collections.abc import Iterator, Sequence
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


def has_local_disk(name: str) -> bool:
    """Say whether jobs on `name` write to disks inside the machine.

    The hardware encrypts those disks, and SageMaker refuses a job that names a key for its volume
    there (SageMaker API, `ResourceConfig.VolumeKmsKeyId`).
    """
    return any(fnmatchcase(name, pattern) for pattern in _LOCAL_DISK_PATTERNS)
