"""What a team may choose about its feature store, with SageMaker's limits."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.parts.features.schema import GroupSchema
from components.parts.features.schema_file import read_schema
from components.settings import team_settings

_MOST_UNITS = 10_000_000
"""SageMaker API reference, `ThroughputConfig`."""


class OnlineStorage(StrEnum):
    """Where the online store keeps records, in SageMaker's words."""

    STANDARD = "Standard"
    IN_MEMORY = "InMemory"


class TableFormat(StrEnum):
    """How the table of the offline store is kept, in SageMaker's words."""

    ICEBERG = "Iceberg"
    GLUE = "Glue"


class Throughput(StrEnum):
    """How reading and writing is paid for, in SageMaker's words."""

    ON_DEMAND = "OnDemand"
    PROVISIONED = "Provisioned"


@team_settings
class FeatureGroupSettings(TypedDict):
    """What a team may choose about how one group is stored."""

    online: NotRequired[bool]
    """Whether the newest record of each id can be read in milliseconds; it cannot change later.
    Default: True."""

    offline: NotRequired[bool]
    """Whether all records are kept in the features zone, with a table; it cannot change later.
    Default: True."""

    online_storage: NotRequired[OnlineStorage]
    """Standard, or InMemory for the lowest latency at a higher price; it cannot change later.
    Default: Standard."""

    online_ttl_hours: NotRequired[int]
    """Hours after its event time that a record leaves the online store. Default: never."""

    table_format: NotRequired[TableFormat]
    """Format of the offline table: Iceberg or Glue; it cannot change later. Default: Iceberg."""

    throughput: NotRequired[Throughput]
    """OnDemand, or Provisioned for a steady load. Default: OnDemand."""

    read_capacity_units: NotRequired[int]
    """Reads a second of the online store, when provisioned. Default: none, on demand."""

    write_capacity_units: NotRequired[int]
    """Writes a second, when provisioned. Default: none, on demand."""


@team_settings
class FeatureStoreSettings(TypedDict):
    """What a team may choose about its feature store."""

    schema_file: NotRequired[str]
    """YAML file with the feature groups, relative to the project: `features/fraud.yaml`.
    Default: no groups."""

    groups: NotRequired[dict[str, FeatureGroupSettings]]
    """How groups of the file are stored, by name. Default: each online and offline, on demand."""


def store_problems(args: FeatureStoreSettings) -> Iterator[Problem]:
    """Yield what is wrong with the settings of a feature store and with its schema file."""
    path = args.get("schema_file")
    known: Mapping[str, GroupSchema] = {}
    wrong = list[Problem]()
    if path is not None:
        known, wrong = read_schema(path)
        for problem in wrong:
            yield Problem(f"schema_file.{problem.field}".rstrip("."), problem.reason)
    for name, settings in args.get("groups", {}).items():
        if name not in known and not wrong:
            where = f"a group of {path}" if path else "left out without a schema_file"
            yield Problem(f"groups.{name}", f"must be {where}, got {name!r}")
        for problem in group_problems(settings):
            yield Problem(f"groups.{name}.{problem.field}", problem.reason)


def group_problems(about: FeatureGroupSettings) -> Iterator[Problem]:
    """Yield what is wrong with the settings of one group."""
    online = about.get("online", True)
    if not online and not about.get("offline", True):
        yield Problem("offline", "must be true for a group that is not online, got false")
    for field, choices in (
        ("online_storage", OnlineStorage),
        ("table_format", TableFormat),
        ("throughput", Throughput),
    ):
        if field in about:
            yield from choice_problems(field, about[field], choices)
    for field, store, kept in (
        ("online_storage", "online", online),
        ("online_ttl_hours", "online", online),
        ("read_capacity_units", "online", online),
        ("table_format", "offline", about.get("offline", True)),
    ):
        if field in about and not kept:
            reason = f"must be left out for a group that is not {store}, got {about.get(field)}"
            yield Problem(field, reason)
    hours = about.get("online_ttl_hours")
    if hours is not None and hours < 1:
        yield Problem("online_ttl_hours", f"must be at least 1 hour, got {hours}")
    yield from _throughput_problems(about, online=online)


def _throughput_problems(about: FeatureGroupSettings, *, online: bool) -> Iterator[Problem]:
    provisioned = about.get("throughput") == Throughput.PROVISIONED
    if provisioned and about.get("online_storage") == OnlineStorage.IN_MEMORY:
        # SageMaker API reference, `CreateFeatureGroup`, ThroughputConfig.
        yield Problem(
            "throughput", "must be OnDemand for a group that is stored InMemory, got 'Provisioned'"
        )
    for field, applies in (("read_capacity_units", online), ("write_capacity_units", True)):
        units = about.get(field)
        if not provisioned and units is not None:
            yield Problem(field, f"must be left out unless throughput is Provisioned, got {units}")
        elif provisioned and applies and units is None:
            yield Problem(field, "must be given when throughput is Provisioned, got nothing")
        elif units is not None and applies and not 1 <= units <= _MOST_UNITS:
            yield Problem(field, f"must be 1 to {_MOST_UNITS} a second, got {units}")
