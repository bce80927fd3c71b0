"""`stepwell engine`: which Pulumi engine is used, fetched or built if there is none."""

import json
from typing import Annotated

import typer


def engine(
    fetch: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Download or build one if there is none.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Print where the Pulumi engine is.

    Takes the one on PATH, else the official release, else builds it with Go; both once per version.
    """
    from cli.progress import progress
    from sandbox.engine import find_engine

    with progress() as show:
        found = find_engine(show, build=fetch)
    if as_json:
        told = {"path": str(found.pulumi), "version": found.version, "origin": found.origin}
        typer.echo(json.dumps({"ok": True, **told}))
    else:
        typer.echo(found.pulumi)
