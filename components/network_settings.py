"""What a team may choose about its network, and what it may not."""

import ipaddress
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.settings import team_settings

DEFAULT_CIDR = "10.0.0.0/16"
DEFAULT_ZONES = 2

_USABLE = tuple(
    ipaddress.IPv4Network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)
_DOCKER = ipaddress.IPv4Network("172.17.0.0/16")
_SERVICE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_ZONE = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]")


class Nat(StrEnum):
    """How private subnets reach the internet."""

    NONE = "none"
    """Not at all: AWS answers through endpoints in the VPC, everything else is out of reach."""

    SINGLE = "single"
    """Through one NAT gateway, in zone a; without internet while that zone is down."""

    PER_ZONE = "per-zone"
    """Through a NAT gateway in each zone."""


@team_settings
class AdoptedNetwork(TypedDict):
    """An existing VPC, run by somebody else, that the stack uses as it is."""

    vpc_id: str
    """Id of the VPC."""

    cidr: str
    """Address range of the VPC."""

    private_subnet_ids: list[str]
    """Ids of its private subnets, in at least two availability zones."""

    s3_endpoint_id: NotRequired[str]
    """Id of its gateway endpoint for S3. Default: buckets cannot be closed to the VPC."""

    s3_prefix_list_id: NotRequired[str]
    """Id of the region's prefix list of S3. Default: S3 only with `internet_egress`."""

    internet_egress: NotRequired[bool]
    """Whether workloads may open HTTPS connections to any address. Default: False."""


@team_settings
class NetworkSettings(TypedDict):
    """What a team may choose about its network."""

    adopt: NotRequired[AdoptedNetwork]
    """Existing VPC to use. Default: a VPC is created."""

    cidr: NotRequired[str]
    """Private address range of the VPC, /16 to /24. Default: 10.0.0.0/16."""

    reserved_cidrs: NotRequired[list[str]]
    """Ranges of networks to be connected later, which the VPC must not overlap. Default: none."""

    zones: NotRequired[int]
    """Availability zones to use, 2 or 3. Default: 2."""

    availability_zones: NotRequired[list[str]]
    """Names of the zones, one for each of `zones`. Default: the region's first by name."""

    nat: NotRequired[Nat]
    """How private subnets reach the internet: none, single or per-zone. Default: single."""

    interface_endpoints: NotRequired[list[str]]
    """Services to reach through an interface endpoint: `kms`. Default: only what `nat` needs."""

    dynamodb_endpoint: NotRequired[bool]
    """Whether DynamoDB gets a gateway endpoint. Default: False."""

    flow_log_retention_days: NotRequired[int]
    """Days that records of accepted and refused connections are kept. Default: 90."""


def network_problems(args: NetworkSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    if "adopt" in args:
        yield from _adoption_problems(args["adopt"])
        for field in sorted(set(NetworkSettings.__annotations__) & set(args) - {"adopt"}):
            given = args[field]
            shown = str(given) if isinstance(given, Nat) else given
            yield Problem(field, f"must be left out when adopt names a VPC, got {shown!r}")
        return
    yield from _cidr_problems(args)
    yield from _zone_problems(args)
    nat = args.get("nat", Nat.SINGLE)
    if nat not in list(Nat):
        yield Problem("nat", f"must be none, single or per-zone, got {nat!r}")
    services = args.get("interface_endpoints", [])
    for index, service in enumerate(services):
        where = f"interface_endpoints[{index}]"
        if not _SERVICE.fullmatch(service):
            yield Problem(where, f"must be a service like kms or ecr.api, got {service!r}")
        elif service in ("s3", "dynamodb"):
            yield Problem(where, f"must be left out, it has a gateway endpoint, got {service!r}")
        elif service in services[:index]:
            yield Problem(where, f"must be listed once, got {service!r} again")
    days = args.get("flow_log_retention_days", DEFAULT_LOG_RETENTION_DAYS)
    yield from retention_problems("flow_log_retention_days", days)


def _adoption_problems(adopted: AdoptedNetwork) -> Iterator[Problem]:
    if not adopted["vpc_id"].startswith("vpc-"):
        yield Problem("adopt.vpc_id", f"must be a VPC id, got {adopted['vpc_id']!r}")
    _, problems = _network("adopt.cidr", adopted["cidr"])
    yield from problems
    subnets = adopted["private_subnet_ids"]
    if len(subnets) < 2:
        yield Problem(
            "adopt.private_subnet_ids",
            f"must name at least 2 subnets in different zones, got {len(subnets)}",
        )
    for index, subnet in enumerate(subnets):
        where = f"adopt.private_subnet_ids[{index}]"
        if not subnet.startswith("subnet-"):
            yield Problem(where, f"must be a subnet id, got {subnet!r}")
        if subnet in subnets[:index]:
            yield Problem(where, f"must be listed once, got {subnet!r} again")
    endpoint = adopted.get("s3_endpoint_id")
    if endpoint is not None and not endpoint.startswith("vpce-"):
        yield Problem("adopt.s3_endpoint_id", f"must be a VPC endpoint id, got {endpoint!r}")
    prefix_list = adopted.get("s3_prefix_list_id")
    if prefix_list is not None and not prefix_list.startswith("pl-"):
        yield Problem("adopt.s3_prefix_list_id", f"must be a prefix list id, got {prefix_list!r}")


def _cidr_problems(args: NetworkSettings) -> Iterator[Problem]:
    text = args.get("cidr", DEFAULT_CIDR)
    cidr, problems = _network("cidr", text)
    yield from problems
    if cidr is not None:
        if not 16 <= cidr.prefixlen <= 24:
            # Smaller, a private subnet could not hold the endpoints and a few jobs.
            yield Problem("cidr", f"must be /16 to /24, got /{cidr.prefixlen}")
        if not any(cidr.subnet_of(block) for block in _USABLE):
            yield Problem("cidr", f"must be a private range such as {DEFAULT_CIDR}, got {text!r}")
        if cidr.overlaps(_DOCKER):
            yield Problem("cidr", f"must not overlap {_DOCKER}, used by notebooks, got {text!r}")
    for index, other in enumerate(args.get("reserved_cidrs", [])):
        where = f"reserved_cidrs[{index}]"
        reserved, problems = _network(where, other)
        yield from problems
        if cidr is not None and reserved is not None and cidr.overlaps(reserved):
            yield Problem("cidr", f"must not overlap {where} {other}, got {text!r}")


def _network(where: str, text: str) -> tuple[ipaddress.IPv4Network | None, list[Problem]]:
    """Network written as `text`, or what is wrong with it."""
    try:
        return ipaddress.IPv4Network(text), []
    except ValueError:
        pass
    try:
        meant = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None, [Problem(where, f"must be an IPv4 range like {DEFAULT_CIDR}, got {text!r}")]
    return None, [Problem(where, f"must not have host bits set, got {text!r}\n  write {meant}")]


def _zone_problems(args: NetworkSettings) -> Iterator[Problem]:
    zones = args.get("zones", DEFAULT_ZONES)
    if not 2 <= zones <= 3:
        yield Problem("zones", f"must be 2 or 3 availability zones, got {zones}")
    names = args.get("availability_zones")
    if names is None:
        return
    if len(names) != zones:
        yield Problem("availability_zones", f"must name {zones} zones as zones says, got {names}")
    for index, zone in enumerate(names):
        where = f"availability_zones[{index}]"
        if not _ZONE.fullmatch(zone):
            yield Problem(where, f"must be a zone name like eu-west-1a, got {zone!r}")
        elif zone in names[:index]:
            yield Problem(where, f"must be listed once, got {zone!r} again")
