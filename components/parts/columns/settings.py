"""What a team may choose about its sensitive columns, and what it may not."""

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.features.access import TABLE_PREFIX
from components.parts.file_system.settings import LinkedZone, SharedFileSystemSettings
from components.parts.pipeline.settings import TRAINING_DATA
from components.settings import team_settings

_NAME = re.compile(r"[a-z0-9_]{1,255}")
_FOLDER = re.compile(r"[A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*")
_ROLE_ARN = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/.+")
_WRITER = re.compile(r"[a-z0-9][a-z0-9-]*")


@team_settings
class ColumnAccessSettings(TypedDict):
    """What a team may choose about access to sensitive columns."""

    sensitive_columns: dict[str, list[str]]
    """By table of the stack's database, the columns that data scientists and ML engineers do not
    see. The table has to exist, in the curated zone."""

    folders: NotRequired[dict[str, str]]
    """By table, its folder in the curated zone: `sales/transactions`. Default: for a table not
    listed, the folder of its name."""

    writers: NotRequired[dict[str, str]]
    """By what they are for, ARNs of roles that create these tables and add partitions to them.
    Default: none."""


def folder_of(args: ColumnAccessSettings, table: str) -> str:
    """Folder of the curated zone that a table lies in."""
    return args.get("folders", {}).get(table, table)


def column_access_problems(args: ColumnAccessSettings) -> Iterator[Problem]:
    """Yield what is wrong with `args`, known before anything runs."""
    tables = args["sensitive_columns"]
    if not tables:
        yield Problem("sensitive_columns", "must name at least one table, got none")
    for table, columns in tables.items():
        yield from _table_problems(f"sensitive_columns.{table}", table, columns)
    for table in args.get("folders", {}):
        if table not in tables:
            yield Problem(
                f"folders.{table}", f"must be a table of sensitive_columns, got {table!r}"
            )
    yield from _folder_problems({table: folder_of(args, table) for table in tables})
    for writer, arn in args.get("writers", {}).items():
        where = f"writers.{writer}"
        if not _WRITER.fullmatch(writer):
            yield Problem(where, f"must be small letters, digits and hyphens, got {writer!r}")
        if not _ROLE_ARN.fullmatch(arn):
            yield Problem(where, f"must be the ARN of an IAM role, got {arn!r}")


def linked_problems(
    where: str, files: SharedFileSystemSettings, args: ColumnAccessSettings
) -> Iterator[Problem]:
    """Yield a problem when a file system shows the files of the tables to every job."""
    lustre = files.get("lustre", {})
    if lustre.get("linked_zone") != LinkedZone.CURATED:
        return
    shown = lustre.get("linked_folder", "").strip("/")
    for table in args["sensitive_columns"]:
        folder = folder_of(args, table)
        if not shown or _overlap(folder, shown):
            yield Problem(
                f"{where}.lustre.linked_folder",
                f"must not show {folder}/, a table of column_access, got {shown or 'all'!r}",
            )


def _table_problems(where: str, table: str, columns: Sequence[str]) -> Iterator[Problem]:
    if not _NAME.fullmatch(table):
        yield Problem(where, f"must be small letters, digits and underscores, got {table!r}")
    elif table.startswith(TABLE_PREFIX):
        yield Problem(
            where,
            f"must be no table of the feature store, whose records are read whole, got {table!r}\n"
            "  leave such columns out of the schema file",
        )
    if not columns:
        yield Problem(where, "must list at least one column, got none")
    for index, column in enumerate(columns):
        at = f"{where}[{index}]"
        if not _NAME.fullmatch(column):
            yield Problem(at, f"must be small letters, digits and underscores, got {column!r}")
        if column in columns[:index]:
            yield Problem(at, f"must be listed once, got {column!r} again")


def _folder_problems(folders: dict[str, str]) -> Iterator[Problem]:
    seen = dict[str, str]()
    for table, folder in folders.items():
        where = f"folders.{table}"
        if not _FOLDER.fullmatch(folder):
            yield Problem(
                where,
                "must be a folder like sales/transactions, without a slash at either end,"
                f" got {folder!r}",
            )
            continue
        if _overlap(folder, TRAINING_DATA.rstrip("/")):
            yield Problem(
                where,
                f"must not overlap {TRAINING_DATA}, which training pipelines read, got {folder!r}",
            )
        for other, theirs in seen.items():
            if _overlap(folder, theirs):
                yield Problem(
                    where, f"must not overlap the folder of {other}, {theirs!r}, got {folder!r}"
                )
        seen[table] = folder


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
