"""Where the output of a command goes: each format to its file, or to the standard output."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from cli.errors import UsageProblem
from cli.files import write_all


def paired(
    formats: Sequence[str], files: Sequence[Path], *, as_json: bool
) -> list[tuple[str, Path | None]]:
    """Return each format with its file; the last one may have none.

    Raises:
        UsageProblem: if there are more files than formats, or too few.
    """
    chosen = [*formats, *(["json"] if as_json else [])] or ["text"]
    if len(chosen) - len(files) not in (0, 1):
        raise UsageProblem(
            "--output: must be given once for each --format, the last of which may go to the "
            f"standard output, got {len(files)} for {len(chosen)}"
        )
    if len(set(files)) < len(files):
        raise UsageProblem("--output: must be another file for each --format, got one twice")
    return list(zip(chosen, (*files, None), strict=False))


def write(texts: Mapping[str, str], places: Sequence[tuple[str, Path | None]]) -> None:
    """Write all files as one step, without colours, and print what has no file.

    Raises:
        OutsideProblem: when a file cannot be written.
    """
    import click

    write_all({path: click.unstyle(texts[name]) for name, path in places if path is not None})
    for name, path in places:
        if path is None:
            typer.echo(texts[name], nl=False)
