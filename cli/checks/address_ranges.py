"""Networks of one account whose addresses overlap, so that they can never be peered."""

import ipaddress
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from cli.checks.context import StackContext
from cli.finding import Finding, Weight

_VPC = "aws:ec2/vpc:Vpc"

Range = ipaddress.IPv4Network | ipaddress.IPv6Network


def overlapping_ranges(contexts: Iterable[StackContext]) -> Iterator[Finding]:
    """Yield one advice for each account and region in which address ranges of stacks overlap.

    Stacks whose spec names no account are left out: nobody knows yet what they are next to.
    """
    places = defaultdict[tuple[str, str], list[tuple[Range, str]]](list)
    for context in contexts:
        if context.account is None:
            continue
        place = (context.account, context.spec.region_of(context.environment))
        for vpc in context.plan.of_type(_VPC):
            cidr = vpc.inputs.get("cidrBlock")
            if isinstance(cidr, str):
                places[place].append((ipaddress.ip_network(cidr, strict=False), context.stack))
    for (account, region), ranges in places.items():
        pairs = [(a, b) for a, b in combinations(ranges, 2) if _overlap(a[0], b[0])]
        if pairs:
            stacks = sorted({stack for pair in pairs for _, stack in pair})
            named = sorted({str(found) for pair in pairs for found, _ in pair})
            yield Finding(
                "",
                "network",
                f"account {account}, {region}",
                f"the networks of {', '.join(stacks)} overlap ({', '.join(named)}) and cannot be "
                "peered; give each a range of its own if they ever shall",
                Weight.ADVISORY,
            )


def _overlap(one: Range, other: Range) -> bool:
    return one.version == other.version and one.overlaps(other)
