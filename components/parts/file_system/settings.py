"""What a team may choose about its shared file system, with the steps that AWS has."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.settings import team_settings

DEFAULT_COLD_AFTER_DAYS = 30
DEFAULT_CAPACITY_GIB = 1200
DEFAULT_BACKUP_DAYS = 7
DEFAULT_POSIX_ID = 1000
DEFAULT_PERMISSIONS = "0775"
DEFAULT_LINKED_FOLDER = ""

LEAST_THROUGHPUT = {"persistent-1": 50, "persistent-2": 125}
_THROUGHPUTS = {"persistent-1": (50, 100, 200), "persistent-2": (125, 250, 500, 1000)}
"""MB/s for each TiB of SSD (FSx API, `CreateFileSystemLustreConfiguration`)."""

_CAPACITY_STEP_GIB = 2400
"""1200, or multiples of this (FSx API, `CreateFileSystem.StorageCapacity`)."""

_COLD_DAYS = (1, 7, 14, 30, 60, 90, 180, 270, 365)
"""The only ages that EFS knows (EFS API, `LifecyclePolicy`)."""

_FILE_SYSTEM_ID = re.compile(r"fs-[0-9a-f]{8,40}")
_SECURITY_GROUP_ID = re.compile(r"sg-[0-9a-f]{8,17}")
_MOUNT_NAME = re.compile(r"[a-z0-9]{1,8}")
_DIRECTORY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PERMISSIONS = re.compile(r"[0-7]{3,4}")
_FOLDER = re.compile(r"([A-Za-z0-9._=-]+/)*")
_MOST_POSIX_ID = 4294967295


class FileSystemKind(StrEnum):
    """What stores the files."""

    EFS = "efs"
    """Grows and shrinks by itself, spread over zones; the cheaper one for code and notebooks."""

    LUSTRE = "lustre"
    """Of a fixed size in one zone, as fast as it is large; for data that GPUs wait for."""


class LustreDeployment(StrEnum):
    """Generation of a Lustre file system that lasts."""

    PERSISTENT_1 = "persistent-1"
    """In every region that has FSx for Lustre."""

    PERSISTENT_2 = "persistent-2"
    """Faster, in fewer regions."""


class LinkedZone(StrEnum):
    """Zone whose objects appear as files."""

    RAW = "raw"
    CURATED = "curated"
    FEATURES = "features"
    ARTIFACTS = "artifacts"


@team_settings
class DirectorySettings(TypedDict):
    """A directory of an EFS file system with an access point, which sees nothing else."""

    posix_id: NotRequired[int]
    """User and group that everything in it belongs to, whoever mounts it, 1 to 4294967295.
    Default: 1000."""

    permissions: NotRequired[str]
    """Permissions of the directory when it is made, in quotes. Default: "0775"."""


@team_settings
class LustreSettings(TypedDict):
    """Size and speed of a Lustre file system, and the bucket behind it."""

    deployment: NotRequired[LustreDeployment]
    """`persistent-1` or `persistent-2`; where the region does not have the latter, the former.
    Default: `persistent-2`."""

    capacity_gib: NotRequired[int]
    """1200, 2400 or a multiple of 2400; can grow but not shrink. Default: 1200."""

    throughput_mb_per_second_per_tib: NotRequired[int]
    """50, 100 or 200 with `persistent-1`; 125, 250, 500 or 1000 with `persistent-2`.
    Default: the least."""

    linked_zone: NotRequired[LinkedZone]
    """Zone whose objects appear as files below `/<zone>`: `raw`, `curated`, `features` or
    `artifacts`. Default: none."""

    linked_folder: NotRequired[str]
    """Folder of the zone, ending in a slash, that appears. Default: the whole zone."""

    exports: NotRequired[bool]
    """Whether files that are written or deleted there become so in the zone. Default: False."""

    backup_days: NotRequired[int]
    """Days that daily backups are kept, 0 to 90; must be 0 with a linked zone, of which FSx takes
    no backups. Default: 7, or 0 with a linked zone."""


@team_settings
class AdoptedFileSystem(TypedDict):
    """An existing file system in the same VPC."""

    file_system_id: str
    """Id of the file system: `fs-0123456789abcdef0`."""

    security_group_id: str
    """Security group of its mount targets, which is opened to the team's workloads."""

    mount_name: NotRequired[str]
    """Name that a Lustre file system is mounted by. Default: none, as EFS has none."""


@team_settings
class SharedFileSystemSettings(TypedDict):
    """What a team may choose about its shared file system."""

    kind: NotRequired[FileSystemKind]
    """`efs` or `lustre`. Default: `efs`."""

    directories: NotRequired[dict[str, DirectorySettings]]
    """EFS only: directories by name, each with an access point of its own.
    Default: one, `shared`."""

    cold_after_days: NotRequired[int]
    """EFS only: days without use until a file moves to cheaper storage, from which it comes back
    with its first use: 1, 7, 14, 30, 60, 90, 180, 270 or 365. Default: 30."""

    backed_up: NotRequired[bool]
    """EFS only: whether AWS Backup takes a backup each day and keeps it for 35. Default: True."""

    tls_only: NotRequired[bool]
    """EFS only: whether mounting without TLS is refused. Default: True."""

    root_access: NotRequired[bool]
    """EFS only: whether root of a machine is root of the files; otherwise root is nobody and
    reads what all may read. Default: False."""

    lustre: NotRequired[LustreSettings]
    """Lustre only: size, speed and bucket. Default: 1200 GiB, linked to no bucket."""

    adopt: NotRequired[AdoptedFileSystem]
    """An existing file system to use. Default: one is created."""


_OF_EFS = ("directories", "cold_after_days", "backed_up", "tls_only", "root_access")
_OF_LUSTRE = ("lustre",)


def file_system_problems(args: SharedFileSystemSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    kind = args.get("kind", FileSystemKind.EFS)
    unknown = list(choice_problems("kind", kind, FileSystemKind))
    if unknown:
        yield from unknown
        return
    if "adopt" in args:
        yield from _left_out(args, (*_OF_EFS, *_OF_LUSTRE), "adopt names a file system")
        yield from _adoption_problems(args["adopt"], kind)
    elif kind == FileSystemKind.EFS:
        yield from _left_out(args, _OF_LUSTRE, "kind is efs")
        yield from _efs_problems(args)
    else:
        yield from _left_out(args, _OF_EFS, "kind is lustre")
        yield from _lustre_problems(args.get("lustre", LustreSettings()))


def lustre_throughput(lustre: LustreSettings) -> int:
    """Return the throughput for each TiB, in MB/s."""
    deployment = lustre.get("deployment", LustreDeployment.PERSISTENT_2)
    return lustre.get("throughput_mb_per_second_per_tib", LEAST_THROUGHPUT[deployment])


def _left_out(
    args: SharedFileSystemSettings, fields: tuple[str, ...], why: str
) -> Iterator[Problem]:
    for field in fields:
        if field in args:
            yield Problem(field, f"must be left out when {why}")


def _adoption_problems(adopt: AdoptedFileSystem, kind: str) -> Iterator[Problem]:
    found, group = adopt["file_system_id"], adopt["security_group_id"]
    if not _FILE_SYSTEM_ID.fullmatch(found):
        yield Problem("adopt.file_system_id", f"must look like fs-0123456789abcdef0, got {found!r}")
    if not _SECURITY_GROUP_ID.fullmatch(group):
        yield Problem(
            "adopt.security_group_id", f"must be the id of a security group, got {group!r}"
        )
    mount = adopt.get("mount_name")
    if kind == FileSystemKind.LUSTRE and mount is None:
        yield Problem("adopt.mount_name", "must name the mount of a Lustre file system, got none")
    elif kind == FileSystemKind.EFS and mount is not None:
        yield Problem("adopt.mount_name", f"must be left out when kind is efs, got {mount!r}")
    elif mount is not None and not _MOUNT_NAME.fullmatch(mount):
        yield Problem(
            "adopt.mount_name", f"must be up to 8 small letters and digits, got {mount!r}"
        )


def _efs_problems(args: SharedFileSystemSettings) -> Iterator[Problem]:
    days = args.get("cold_after_days", DEFAULT_COLD_AFTER_DAYS)
    if days not in _COLD_DAYS:
        allowed = ", ".join(str(d) for d in _COLD_DAYS)
        yield Problem("cold_after_days", f"must be one of {allowed} days, got {days}")
    for name, directory in args.get("directories", {}).items():
        where = f"directories.{name}"
        if not _DIRECTORY.fullmatch(name) or len(name) > 32:
            yield Problem(
                where,
                f"must be lowercase letters, digits and single hyphens, at most 32, got {name!r}",
            )
        posix = directory.get("posix_id", DEFAULT_POSIX_ID)
        if not 1 <= posix <= _MOST_POSIX_ID:
            yield Problem(f"{where}.posix_id", f"must be 1 to {_MOST_POSIX_ID}, got {posix}")
        permissions = directory.get("permissions", DEFAULT_PERMISSIONS)
        if not _PERMISSIONS.fullmatch(permissions):
            yield Problem(
                f"{where}.permissions", f"must be 3 or 4 octal digits, got {permissions!r}"
            )


def _lustre_problems(lustre: LustreSettings) -> Iterator[Problem]:
    deployment = lustre.get("deployment", LustreDeployment.PERSISTENT_2)
    unknown = list(choice_problems("lustre.deployment", deployment, LustreDeployment))
    if "linked_zone" in lustre:
        unknown += choice_problems("lustre.linked_zone", lustre["linked_zone"], LinkedZone)
    if unknown:
        yield from unknown
        return
    capacity = lustre.get("capacity_gib", DEFAULT_CAPACITY_GIB)
    if capacity != _CAPACITY_STEP_GIB // 2 and (capacity < 1 or capacity % _CAPACITY_STEP_GIB):
        yield Problem(
            "lustre.capacity_gib",
            f"must be {_CAPACITY_STEP_GIB // 2} or a multiple of {_CAPACITY_STEP_GIB} GiB,"
            f" got {capacity}",
        )
    allowed = _THROUGHPUTS[deployment]
    throughput = lustre_throughput(lustre)
    if throughput not in allowed:
        words = ", ".join(str(step) for step in allowed)
        yield Problem(
            "lustre.throughput_mb_per_second_per_tib",
            f"must be one of {words} with {deployment}, got {throughput}",
        )
    yield from _link_problems(lustre)


def _link_problems(lustre: LustreSettings) -> Iterator[Problem]:
    linked = "linked_zone" in lustre
    for field in ("linked_folder", "exports"):
        if field in lustre and not linked:
            yield Problem(f"lustre.{field}", "must be left out without linked_zone")
    folder = lustre.get("linked_folder", DEFAULT_LINKED_FOLDER)
    if not _FOLDER.fullmatch(folder):
        yield Problem(
            "lustre.linked_folder", f"must be a folder that ends in a slash, got {folder!r}"
        )
    days = lustre.get("backup_days", 0)
    if linked and days:
        yield Problem(
            "lustre.backup_days",
            f"must be 0 with linked_zone, of which FSx takes no backups, got {days}",
        )
    elif not 0 <= days <= 90:
        yield Problem("lustre.backup_days", f"must be 0 to 90 days, got {days}")
