"""`stepwell check`: everything that can be said about a stack before it meets a cloud."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import ExitCode, UsageProblem


class Format(StrEnum):
    """How findings are written down."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


def check(
    stacks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STACK",
            help="Stacks (fraud-dev) or teams (fraud). Default: all.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Check every stack.")] = False,
    packs: Annotated[
        list[str] | None,
        typer.Option(
            "--pack",
            metavar="NAME|FOLDER",
            help="Policy pack to check against; may be repeated. Default: those of each stack.",
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Check what is deployed instead: what `pulumi stack export` wrote.",
        ),
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="How to write the findings; may be repeated. Default: text."),
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
    """Check stacks in process: no credentials, no engine, no network.

    Reads the specs, compares the generated files, composes each stack, and holds its resources
    against the provider's schema and the policy rules. Ends with 1 when something has to be
    mended, and with 2 when a spec cannot be used. With --state it holds the resources of any
    exported stack against the policy rules, also of one that nobody here has written.
    """
    if state is not None and (every or stacks):
        raise UsageProblem("--state: must stand without --all and names of stacks")
    if every and stacks:
        raise UsageProblem(f"--all: must stand without names, got {', '.join(stacks)}")
    import datetime

    from cli.imports import heavy_imports
    from cli.output import paired, write
    from cli.project import repository_root

    chosen = paired([f.value for f in formats or ()], outputs or (), as_json=as_json)

    with heavy_imports():
        from cli.checks.runner import check_stacks
        from cli.checks.state import check_state
        from cli.reports import FORMATS
        from policies.choice import pack_of_all

    pack = pack_of_all(packs, Path.cwd()) if packs else None
    root, today = repository_root(), datetime.date.today()
    if state is None:
        report = check_stacks(root, stacks or (), today, pack)
    else:
        report = check_state(root, state, today, pack)
    write({format_: FORMATS[format_](report) for format_, _ in chosen}, chosen)
    if report.unusable:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if report.failed else ExitCode.OK
