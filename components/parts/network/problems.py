"""What contradicts itself, or AWS, in the settings of a network."""

import ipaddress
import re
from collections.abc import Iterator

from components.errors import Problem
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS, retention_problems
from components.parts.network.services import WITHOUT_INTERNET
from components.parts.network.settings import (
    DEFAULT_CIDR,
    DEFAULT_ZONES,
    AdoptedNetwork,
    Nat,
    NetworkSettings,
)

_USABLE = tuple(
    ipaddress.IPv4Network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)
_DOCKER = ipaddress.IPv4Network("172.17.0.0/16")
_SERVICE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_ZONE = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]")


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
    yield from _way_out_problems(args)
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
        meant = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None, [Problem(where, f"must be an IPv4 range like {DEFAULT_CIDR}, got {text!r}")]
    if str(meant) != text:
        # Host bits, a missing length or a netmask: AWS takes none of them.
        return None, [Problem(where, f"must be written as the range {meant}, got {text!r}")]
    return meant, []


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


def _way_out_problems(args: NetworkSettings) -> Iterator[Problem]:
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
    omitted = args.get("omitted_endpoints", [])
    if omitted and nat != Nat.NONE:
        yield Problem("omitted_endpoints", f"must be left out unless nat is none, got {omitted}")
    for index, service in enumerate(omitted):
        where = f"omitted_endpoints[{index}]"
        if service not in WITHOUT_INTERNET:
            needed = ", ".join(WITHOUT_INTERNET)
            yield Problem(where, f"must be one of {needed}, got {service!r}")
        if service in services:
            yield Problem(where, f"must not be in interface_endpoints too, got {service!r}")
