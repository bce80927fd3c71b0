"""`stepwell ci`: the workflow that checks every stack on each change."""

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from cli.new_files import Change

_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


class Service(StrEnum):
    """What runs the workflow."""

    GITHUB = "github"
    GITLAB = "gitlab"


def ci(
    service: Annotated[Service, typer.Argument(help="What runs it.", show_default=False)],
    branch: Annotated[
        str, typer.Option(metavar="BRANCH", help="Name of the main branch. Default: main.")
    ] = "main",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the file, write none.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Lose what was edited by hand, after showing it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Write the workflow that checks every stack on each change, with no credentials.

    It shows what is to mend beside the lines and what changes in which stack, against the main
    branch. A workflow that somebody has edited is not overwritten unasked.
    """
    if not _BRANCH.fullmatch(branch):
        raise UsageProblem(f"--branch: must be the name of a branch, got {branch!r}")
    from cli.files import write_all
    from cli.project import repository_root

    root = repository_root()
    change = _change(root, service.value, branch, overwrite=overwrite)
    written = change.before != change.after and not dry_run
    if not as_json:
        typer.echo(f"{change.action.value:7} {change.path}")
        if dry_run or overwrite:
            typer.echo(change.diff, nl=False)
    if written:
        write_all({root / change.path: change.after})
    if as_json:
        file = {"path": change.path, "action": change.action.value, "diff": change.diff}
        typer.echo(json.dumps({"ok": True, "written": written, "files": [file]}, indent=2))
    elif dry_run:
        typer.echo("nothing written (--dry-run)")
    else:
        typer.echo(_next(root, service, change))


def _change(root: "Path", service: str, branch: str, *, overwrite: bool) -> "Change":
    from cli.new_files import Change
    from generator.errors import GeneratorError
    from generator.stack_file import State
    from generator.workflow import Service as Generated
    from generator.workflow import state_of, workflow

    path = Generated(service).path
    wanted = workflow(Generated(service), branch)
    file = root / path
    found = file.read_bytes().decode("utf-8", "replace") if file.is_file() else None
    change = Change(path, found, wanted)
    if found is not None and not overwrite and state_of(found, wanted) is State.EDITED:
        reason = "must not be edited by hand, got other text than was generated"
        fix = "keep it as it is, or add --overwrite to lose it"
        raise GeneratorError(f"{path}: {reason}\n{change.diff}{fix}")
    return change


def _next(root: "Path", service: Service, change: "Change") -> str:
    """What is left for the person to do."""
    if service is Service.GITHUB:
        return f"next: git add {change.path}"
    main = root / ".gitlab-ci.yml"
    if main.is_file() and change.path in main.read_text(encoding="utf-8", errors="replace"):
        return f"next: git add {change.path}"
    return f"next: add to .gitlab-ci.yml\ninclude:\n  - local: /{change.path}"
