"""`stepwell diff`: what a change of specs and stack files does to each stack."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import ExitCode


class Format(StrEnum):
    """How differences are written down."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STACK",
            help="Stacks (fraud-dev) or teams (fraud). Default: all.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Branch, tag or commit. Default: the main branch."),
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format", help="How to write the differences; may be repeated. Default: text."
        ),
    ] = None,
    outputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help="Where to, the first file for the first format. Default: the standard output.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> int:
    """Say what a change of specs and stack files does to each stack, before it is merged.

    Compares with the commit at which the branch left REF: its specs, its stack files and what they
    name, composed with the code of this checkout. No credentials, no engine, no network.
    """
    from cli.imports import heavy_imports
    from cli.output import paired, write
    from cli.project import repository_root

    chosen = paired([f.value for f in formats or ()], outputs or (), as_json=as_json)
    with heavy_imports():
        from cli.differences.at_ref import base_of
        from cli.differences.reports import FORMATS
        from cli.differences.stacks import compare

    root = repository_root()
    difference = compare(root, base_of(root, against), stacks or ())
    write({format_: FORMATS[format_](difference) for format_, _ in chosen}, chosen)
    return ExitCode.USAGE if difference.unusable else ExitCode.OK
