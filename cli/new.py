"""`stepwell new`: from a few answers to a team's spec and its stack files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import Declined

if TYPE_CHECKING:
    from cli.new_files import Change
    from generator.spec import TeamSpec


def new(
    team: Annotated[
        str | None, typer.Argument(metavar="TEAM", help="Name of the team.", show_default=False)
    ] = None,
    owner: Annotated[str | None, typer.Option(metavar="EMAIL", help="Who answers for it.")] = None,
    cost_center: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where the cost goes.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(metavar="REGION", help="AWS region. Default: eu-west-1.")
    ] = None,
    level: Annotated[
        int | None, typer.Option(metavar="LEVEL", help="MLOps maturity level. Default: 0.")
    ] = None,
    environments: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Environments, with commas. Default: dev,staging,prod."),
    ] = None,
    account: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=ACCOUNT", help="Account of an environment; repeat for others."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML file with fields of a spec.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show files, write none.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take every default and ask nothing.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Lose what was edited by hand, after showing it.")
    ] = False,
    go_down: Annotated[
        bool, typer.Option("--go-down", help="Write a lower level than the stack files have.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Write a team's spec and its stack files, or bring the stack files up to date.

    With no spec yet, asks for what is not given and writes stacks/TEAM.yaml, for people to edit.
    With a spec, writes stacks/Pulumi.TEAM-ENVIRONMENT.yaml again from it.
    """
    from cli.imports import heavy_imports

    with heavy_imports():
        from blueprints import BLUEPRINTS
    from cli.answers import answered, from_flags
    from cli.files import write_all
    from cli.level_down import refuse_to_go_down
    from cli.new_files import changes, left_behind
    from cli.project import repository_root
    from generator.errors import HigherLevelError

    root = repository_root()
    flags = from_flags(
        team=team,
        owner=owner,
        cost_center=cost_center,
        region=region,
        level=level,
        environments=environments,
        accounts=account or [],
        blueprints=BLUEPRINTS,
    )
    ask = not yes and not as_json and _is_terminal()
    try:
        spec, text = answered(
            root, flags, answers, BLUEPRINTS, ask=ask, defaults=yes or as_json, overwrite=overwrite
        )
    except HigherLevelError as error:
        if not go_down:
            refuse_to_go_down(root, error.rest, error)
        raise
    planned = changes(root, spec, text, overwrite=overwrite)
    if not go_down:
        refuse_to_go_down(root, spec)
    pending = {root / c.path: c.after for c in planned if c.before != c.after}
    if not as_json:
        _show(planned, with_diff=dry_run or overwrite)
    if pending and not dry_run:
        if ask and not typer.confirm(f"Write {len(pending)} files?", default=True):
            raise Declined("nothing written")
        write_all(pending)
    if as_json:
        typer.echo(_as_json(spec, planned, dry_run=dry_run))
        return
    for path in left_behind(root, spec):
        fix = "destroy its stack if there is one, then remove the file"
        typer.echo(f"{path}: belongs to an environment that the spec no longer has; {fix}")
    if dry_run:
        typer.echo("nothing written (--dry-run)")
    else:
        typer.echo(f"next: stepwell check {spec.team}")


def _is_terminal() -> bool:
    import sys

    return sys.stdin.isatty() and sys.stdout.isatty()


def _show(planned: "list[Change]", *, with_diff: bool) -> None:
    for change in planned:
        typer.echo(f"{change.action.value:7} {change.path}")
    if with_diff:
        for change in planned:
            typer.echo(change.diff, nl=False)


def _as_json(spec: "TeamSpec", planned: "list[Change]", *, dry_run: bool) -> str:
    files: list[dict[str, Any]] = [
        {"path": c.path, "action": c.action.value, "diff": c.diff} for c in planned
    ]
    written = not dry_run and any(c.before != c.after for c in planned)
    return json.dumps({"ok": True, "team": spec.team, "written": written, "files": files}, indent=2)
