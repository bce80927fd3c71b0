"""What a team may choose about its GPU queue, with its limits."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.common.efa_interfaces import interface_types
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.network.addresses import SLOTS
from components.settings import team_settings
from components.wiring import HasRoles, InNetwork, InStack, Zones

DEFAULT_INSTANCE_TYPES = ("g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge", "g5.2xlarge")
DEFAULT_MAX_VCPUS = 32
DEFAULT_ROOT_VOLUME_GIB = 150
DEFAULT_GPUS = 1
DEFAULT_VCPUS = 4
DEFAULT_MEMORY_MIB = 14000
DEFAULT_TIMEOUT_HOURS = 24
DEFAULT_NODES = 2

_INSTANCE_TYPE = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)?")
_NVIDIA_ON_X86 = re.compile(r"g4dn|g[5-9][a-z]*|gr\d[a-z]*|p[4-9][a-z]*(-[a-z0-9]+)?")
"""Families that run Amazon Linux 2023 with its driver, which p3 and older GPUs cannot."""

_NOT_X86 = re.compile(r"g5g|p6e-gb\d+")
_RESERVATION_ID = re.compile(r"cr-[0-9a-f]{17}")
_SUBNET_ID = re.compile(r"subnet-[0-9a-f]{8,17}")
_MOST_TIMEOUT_HOURS = 24 * 28
_LEAST_ROOT_VOLUME_GIB = 60


class ReservationKind(StrEnum):
    """How capacity was reserved."""

    CAPACITY_BLOCK = "capacity-block"
    """For some days in the future, paid in advance (EC2 Capacity Blocks for ML)."""

    ON_DEMAND = "on-demand"
    """From now on, paid whether used or not (EC2 On-Demand Capacity Reservations)."""


@team_settings
class CapacityReservation(TypedDict):
    """Machines that are reserved in EC2; jobs run on them before any other."""

    capacity_reservation_id: str
    """Id of the reservation: `cr-0123456789abcdef0`."""

    kind: NotRequired[ReservationKind]
    """`capacity-block` or `on-demand`. Default: `capacity-block`."""

    instance_type: str
    """Type of the reserved machines: `p5.48xlarge`."""

    vcpus: int
    """vCPUs of all reserved machines together."""

    subnet_id: str
    """Private subnet of the queue's network in the availability zone of the reservation."""


@team_settings
class GpuQueueSettings(TypedDict):
    """What a team may choose about its GPU queue."""

    instance_types: NotRequired[list[str]]
    """EC2 GPU instance types or whole families that jobs may run on. Default: g4dn.xlarge,
    g4dn.2xlarge, g5.xlarge and g5.2xlarge."""

    max_vcpus: NotRequired[int]
    """vCPUs that may run at once on spot, and as many again on demand. Default: 32."""

    uses_spot: NotRequired[bool]
    """Whether jobs run on spot instances where there are any, and on demand otherwise.
    Default: True."""

    image: NotRequired[str]
    """Container image of a job. Default: AWS's PyTorch training image of the region."""

    gpus: NotRequired[int]
    """GPUs of a job; whoever submits it may ask for another number. Default: 1."""

    vcpus: NotRequired[int]
    """vCPUs of a job, likewise. Default: 4."""

    memory_mib: NotRequired[int]
    """Memory of a job, likewise; less than its instance has. Default: 14000."""

    timeout_hours: NotRequired[int]
    """Hours after which an attempt of a job is stopped, likewise. Default: 24."""

    root_volume_gib: NotRequired[int]
    """Disk of each instance, images and scratch space included. Default: 150."""

    log_retention_days: NotRequired[int]
    """Days that the output of jobs is kept. Default: 90."""

    capacity_reservation: NotRequired[CapacityReservation]
    """Machines reserved in EC2, which jobs run on before any other. Default: none."""

    efa: NotRequired[bool]
    """Whether jobs may run on several machines at once, which then stand close together in one
    availability zone and exchange data through Elastic Fabric Adapter. Default: False."""

    nodes: NotRequired[int]
    """Machines of such a job; whoever submits it may ask for another number. Default: 2."""

    subnet_number: NotRequired[int]
    """Which private subnet the machines stand in with `efa`, 1 to 3. Default: 1."""


class GpuQueueArgs(GpuQueueSettings, InStack, HasRoles, InNetwork, Zones):
    """Inputs of `GpuQueue`."""

    tags: NotRequired[dict[str, str]]
    """Tags of instances and disks, which AWS does not take over from the queue. Default: none."""


def gpu_queue_problems(args: GpuQueueSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    types = args.get("instance_types", list(DEFAULT_INSTANCE_TYPES))
    if not types:
        yield Problem("instance_types", "must list at least one instance type, got none")
    for index, name in enumerate(types):
        yield from _type_problems(f"instance_types[{index}]", name)
        if name in types[:index]:
            yield Problem(f"instance_types[{index}]", f"must be listed once, got {name!r} again")
    vcpus = args.get("vcpus", DEFAULT_VCPUS)
    for field, value in (("gpus", args.get("gpus", DEFAULT_GPUS)), ("vcpus", vcpus)):
        if value < 1:
            yield Problem(field, f"must be at least 1, got {value}")
    most = args.get("max_vcpus", DEFAULT_MAX_VCPUS)
    if most < max(vcpus, 1):
        yield Problem("max_vcpus", f"must be at least the vcpus of a job, {vcpus}, got {most}")
    memory = args.get("memory_mib", DEFAULT_MEMORY_MIB)
    if memory < 4:
        yield Problem("memory_mib", f"must be at least 4, got {memory}")
    hours = args.get("timeout_hours", DEFAULT_TIMEOUT_HOURS)
    if not 1 <= hours <= _MOST_TIMEOUT_HOURS:
        yield Problem("timeout_hours", f"must be 1 to {_MOST_TIMEOUT_HOURS}, got {hours}")
    disk = args.get("root_volume_gib", DEFAULT_ROOT_VOLUME_GIB)
    if not _LEAST_ROOT_VOLUME_GIB <= disk <= 16384:
        yield Problem(
            "root_volume_gib", f"must be {_LEAST_ROOT_VOLUME_GIB} to 16384 GiB, got {disk}"
        )
    image = args.get("image")
    if image is not None and (not image or re.search(r"\s|://", image)):
        yield Problem("image", f"must be <registry>/<repository>:<tag>, got {image!r}")
    yield from retention_problems(
        "log_retention_days", args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    )
    if args.get("efa", False):
        yield from _efa_problems(args, types)
    else:
        for field in ("nodes", "subnet_number"):
            if field in args:
                yield Problem(field, f"must be left out without efa, got {args.get(field)}")
    if "capacity_reservation" in args:
        yield from _reservation_problems(args["capacity_reservation"], vcpus)


def _reservation_problems(reservation: CapacityReservation, vcpus: int) -> Iterator[Problem]:
    where = "capacity_reservation"
    found = reservation["capacity_reservation_id"]
    if not _RESERVATION_ID.fullmatch(found):
        yield Problem(
            f"{where}.capacity_reservation_id",
            f"must look like cr-0123456789abcdef0, got {found!r}",
        )
    kind = reservation.get("kind", ReservationKind.CAPACITY_BLOCK)
    yield from choice_problems(f"{where}.kind", kind, ReservationKind)
    name = reservation["instance_type"]
    yield from _type_problems(f"{where}.instance_type", name)
    if "." not in name:
        yield Problem(f"{where}.instance_type", f"must be a type, not a family, got {name!r}")
    if reservation["vcpus"] < vcpus:
        yield Problem(
            f"{where}.vcpus",
            f"must be at least the vcpus of a job, {vcpus}, got {reservation['vcpus']}",
        )
    if not _SUBNET_ID.fullmatch(reservation["subnet_id"]):
        yield Problem(
            f"{where}.subnet_id", f"must be the id of a subnet, got {reservation['subnet_id']!r}"
        )


def _type_problems(field: str, name: str) -> Iterator[Problem]:
    family = name.split(".")[0]
    if name.startswith("ml."):
        yield Problem(field, f"must be an EC2 type, without ml., got {name!r}")
    elif not _INSTANCE_TYPE.fullmatch(name):
        yield Problem(field, f"must look like g5.xlarge or g5, got {name!r}")
    elif _NOT_X86.fullmatch(family) or not _NVIDIA_ON_X86.fullmatch(family):
        yield Problem(
            field, f"must have NVIDIA GPUs from g4dn or p4 on and x86 processors, got {name!r}"
        )


def _efa_problems(args: GpuQueueSettings, types: Sequence[str]) -> Iterator[Problem]:
    """Yield what keeps jobs of several machines from running."""
    if args.get("uses_spot", True):
        yield Problem(
            "uses_spot",
            "must be false with efa, since jobs of several machines do not run on spot, got true",
        )
    reservation = args.get("capacity_reservation")
    named = {f"instance_types[{index}]": name for index, name in enumerate(types)}
    if reservation is not None:
        named["capacity_reservation.instance_type"] = reservation["instance_type"]
    first = next((name for name in named.values() if interface_types(name)), "")
    for where, name in named.items():
        if not interface_types(name):
            yield Problem(
                where,
                "must be a type with EFA such as g5.12xlarge or p5.48xlarge, with its size,"
                f" got {name!r}",
            )
        elif interface_types(name) != interface_types(first):
            yield Problem(
                where,
                f"must have network cards like {first}, since one template starts all,"
                f" got {name!r}",
            )
    nodes, vcpus = args.get("nodes", DEFAULT_NODES), args.get("vcpus", DEFAULT_VCPUS)
    most = args.get("max_vcpus", DEFAULT_MAX_VCPUS)
    if nodes < 2:
        yield Problem("nodes", f"must be at least 2, got {nodes}")
    elif most < nodes * vcpus:
        yield Problem(
            "max_vcpus",
            f"must be at least the vcpus of {nodes} nodes, {nodes * vcpus}, got {most}",
        )
    number = args.get("subnet_number", 1)
    if not 1 <= number <= len(SLOTS):
        yield Problem("subnet_number", f"must be 1 to {len(SLOTS)}, got {number}")
