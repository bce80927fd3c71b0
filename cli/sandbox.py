"""`stepwell sandbox`: the stand-in for AWS on this machine."""

import json
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import Declined, ExitCode, UsageProblem
from cli.sandbox_events import events
from cli.sandbox_fidelity import fidelity

if TYPE_CHECKING:
    from sandbox.lifecycle import Sandbox

sandbox = typer.Typer(
    help="The stand-in for AWS on this machine: an account that costs nothing.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

sandbox.add_typer(events, name="events")
sandbox.command()(fidelity)

_Role = Annotated[
    str,
    typer.Option(metavar="ARN", help="Sign with keys of this role. Default: the administrator's."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@sandbox.command()
def start(
    port: Annotated[
        int | None, typer.Option(metavar="PORT", help="Of the AWS API. Default: a free one.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Start the sandbox, or find the one that runs."""
    _tell(_started(port), as_json)
    if not as_json:
        typer.echo('next: eval "$(stepwell sandbox env)"')


@sandbox.command()
def stop(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing.")] = False,
    as_json: _Json = False,
) -> None:
    """Stop the sandbox; what was made in it stays for the next start."""
    from cli.project import repository_root
    from sandbox.lifecycle import stop as stop_it

    stopped = stop_it(repository_root())
    if as_json:
        typer.echo(json.dumps({"ok": True, "stopped": stopped}))
    elif not quiet:
        typer.echo("stopped" if stopped else "it was not running")


@sandbox.command()
def status(as_json: _Json = False) -> int:
    """Say whether the sandbox runs, where and with which settings; ends with 1 if not or wrong."""
    from cli.project import repository_root
    from sandbox.account.settings import in_force
    from sandbox.lifecycle import status as status_of

    found = status_of(repository_root())
    if found is not None:
        settings, problem = in_force(Path(found.settings))
        file = found.settings if settings or problem else None
        asked = {"file": file, "in_force": settings, "problem": problem}
        _tell(found, as_json, asked)
        return ExitCode.FINDINGS if problem else ExitCode.OK
    if as_json:
        typer.echo(json.dumps({"ok": False, "running": False}))
    else:
        typer.echo("not running\nnext: stepwell sandbox start")
    return ExitCode.FINDINGS


@sandbox.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: _Json = False,
) -> None:
    """Empty the account and forget every stack in it."""
    from cli.project import repository_root
    from sandbox.lifecycle import reset as reset_it

    if not yes:
        if as_json or not sys.stdin.isatty():
            raise UsageProblem("--yes: is required without a terminal to ask on, got nothing")
        if not typer.confirm("Remove everything in the sandbox?", default=False):
            raise Declined("nothing removed")
    reset_it(repository_root())
    typer.echo(json.dumps({"ok": True}) if as_json else "empty")


@sandbox.command()
def env(role: _Role = "", as_json: _Json = False) -> None:
    """Print shell commands that point everything at the sandbox; start it if need be.

    Use it as: eval "$(stepwell sandbox env)"
    """
    from sandbox.environment import changes

    running = _started()
    changed = changes(running) | _keys_of(running, role)
    if as_json:
        typer.echo(json.dumps({"ok": True, "environment": changed}, indent=2))
        return
    for name, value in sorted(changed.items()):
        typer.echo(f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}")


@sandbox.command(context_settings={"ignore_unknown_options": True})
def run(
    command: Annotated[
        list[str], typer.Argument(metavar="-- COMMAND", help="What to run, and its arguments.")
    ],
    role: _Role = "",
) -> None:
    """Run one command in the sandbox; start it if need be."""
    from sandbox.environment import environment

    running = _started()
    variables = environment(running) | _keys_of(running, role)
    sys.stdout.flush()
    try:
        # In our place, so that signals, terminal and exit code are the command's own.
        os.execvpe(command[0], command, variables)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageProblem(
            f"COMMAND: must be one that can run, got {command[0]!r}, {reason}"
        ) from error


def _keys_of(running: "Sandbox", role: str) -> dict[str, str]:
    from sandbox.environment import NoSession, keys_of

    try:
        return keys_of(running, role) if role else {}
    except NoSession as error:
        raise UsageProblem(f"--role: {error}") from error


def started(show: Callable[[str], None], port: int | None = None) -> "Sandbox":
    """Return the running sandbox of this repository, with an engine at hand in it.

    `show` is told what a long step is doing: an engine may have to be fetched or built first.
    """
    from cli.project import repository_root
    from sandbox.engine import find_engine
    from sandbox.lifecycle import start as start_it
    from sandbox.wrapper.install import install_wrapper

    root = repository_root()
    found = find_engine(show)
    running = start_it(root, port=port)
    install_wrapper(root, found)
    return running


def _started(port: int | None = None) -> "Sandbox":
    from cli.progress import progress

    with progress() as show:
        return started(show, port)


def _tell(running: "Sandbox", as_json: bool, asked: dict[str, Any] | None = None) -> None:
    """Show where a sandbox is, and what it is asked to be like: `file`, `in_force`, `problem`."""
    told: dict[str, Any] = {
        "ok": asked is None or not asked["problem"],
        "running": True,
        "account_url": running.account_url,
        "backend_url": running.backend_url,
        "pid": running.pid,
        "log": str(running.log),
    }
    if asked is not None:
        told["settings"] = asked
    if as_json:
        typer.echo(json.dumps(told, indent=2))
        return
    typer.echo(f"AWS API  {running.account_url}\nstate    {running.backend_url}")
    typer.echo(f"log      {running.log}")
    if asked is not None:
        typer.echo(f"settings {asked['file'] or 'all as usual'}")
        for name, value in asked["in_force"].items():
            typer.echo(f"  {name}: {json.dumps(value)}")
        if asked["problem"]:
            typer.echo(f"every call fails: {asked['problem']}")
