"""`stepwell sandbox events`: what the deployed rules make of something that happens."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cli.errors import ExitCode, UsageProblem

if TYPE_CHECKING:
    from sandbox.events import Hop
    from sandbox.happenings import Happenings

events = typer.Typer(
    help="Let something happen, and see hop by hop what the deployed rules lead to.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Json = Annotated[bool, typer.Option("--json", help="Print the hops as JSON.")]
_REGION = "eu-west-1"
_Region = Annotated[str, typer.Option(metavar="REGION", help="Where it happens.")]


@events.command()
def alarm(
    name: Annotated[str, typer.Argument(metavar="ALARM", help="Name of a metric alarm.")],
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Set off an alarm, for example one of drift."""
    return _played(lambda account: account.alarm(name), "ALARM", region, as_json=as_json)


@events.command()
def decision(
    arn: Annotated[str, typer.Argument(metavar="ARN", help="Of a model version.")],
    status: Annotated[
        Literal["Approved", "Rejected", "PendingManualApproval"], typer.Argument(metavar="STATUS")
    ] = "Approved",
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Approve a model version, or reject it."""
    return _played(lambda account: account.decision(arn, status), "ARN", region, as_json=as_json)


@events.command("object")
def new_object(
    bucket: Annotated[str, typer.Argument(metavar="BUCKET", help="Of a zone, for example.")],
    key: Annotated[str, typer.Argument(metavar="KEY", help="Of the object.")],
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Default: empty.")] = None,
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Put an object into a bucket."""
    content = b"" if file is None else _content(file, "--file")
    return _played(
        lambda account: account.new_object(bucket, key, content), "BUCKET", region, as_json=as_json
    )


@events.command()
def schedule(
    name: Annotated[
        str, typer.Argument(metavar="SCHEDULE", help="Of EventBridge Scheduler, or a rule.")
    ],
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Let a schedule start now what it starts."""
    from sandbox.events import Events

    try:
        hops = Events(_url(), region).fire(name)
    except LookupError as error:
        raise UsageProblem(f"SCHEDULE: {error}") from error
    return _told({"source": "schedule", "detail-type": name}, hops, [], as_json=as_json)


@events.command()
def send(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON with source and detail.")],
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Send an event of your own, as `aws events put-events` would."""
    try:
        event: Any = json.loads(_content(file, "FILE"))
    except ValueError as error:
        raise UsageProblem(f"FILE: must be JSON, got {file}: {error}") from error
    if not isinstance(event, dict) or "source" not in event:
        raise UsageProblem(f"FILE: must be an event with a source and a detail, got {event!r}")
    given: dict[str, Any] = event
    return _played(lambda _: given, "FILE", region, as_json=as_json)


def _content(file: Path, argument: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageProblem(f"{argument}: must be a file to read, got {file}") from error


def _url() -> str:
    from cli.project import repository_root
    from sandbox.lifecycle import status

    running = status(repository_root())
    if running is None:
        raise UsageProblem("sandbox: must run, got none\nstart it with: stepwell sandbox start")
    return running.account_url


def _played(
    happen: "Callable[[Happenings], Any]", argument: str, region: str, *, as_json: bool
) -> int:
    """Let it happen and show the hops; 1 if one was not delivered or there was none."""
    from sandbox.events import Events
    from sandbox.happenings import Happenings, NotThere

    url = _url()
    try:
        event = happen(Happenings(url, region))
    except NotThere as error:
        raise UsageProblem(f"{argument}: {error}") from error
    rules = Events(url, region)
    hops = rules.play(event)
    return _told(event, hops, [] if hops else rules.near_misses(event), as_json=as_json)


def _told(
    event: dict[str, Any], hops: "list[Hop]", near_misses: list[str], *, as_json: bool
) -> int:
    arrived = bool(hops) and all(hop.outcome == "delivered" for hop in hops)
    if as_json:
        told = [{**vars(hop), "seconds": round(hop.seconds, 3)} for hop in hops]
        typer.echo(json.dumps({"ok": arrived, "event": event, "hops": told}, indent=2, default=str))
        return ExitCode.OK if arrived else ExitCode.FINDINGS
    typer.echo(f"  0.00 s  {event['source']}  {event.get('detail-type', '')}")
    for hop in hops:
        typer.echo(
            f"{hop.seconds:6.2f} s  {hop.rule} -> {hop.target.split(':', 5)[-1]}  {hop.outcome}"
        )
        typer.echo(f"          {json.dumps(hop.detail, default=str)}")
    for missed in near_misses:
        typer.echo(f"          {missed}")
    if not hops:
        typer.echo("no rule that is on listens for it")
    return ExitCode.OK if arrived else ExitCode.FINDINGS
