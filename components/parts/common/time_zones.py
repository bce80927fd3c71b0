"""Names of time zones, which AWS looks up when a schedule is made."""

import functools
import zoneinfo
from collections.abc import Iterator

from components.errors import Problem

DEFAULT_TIME_ZONE = "UTC"


def time_zone_problems(field: str, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a name that must be in the time zone database (IANA).

    Where the machine has no such database, as some containers do, every name is taken.
    """
    known = _known()
    if known and name not in known:
        yield Problem(field, f"must be the name of a time zone, like Europe/Berlin, got {name!r}")


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
