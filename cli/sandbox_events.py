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
    from sandbox.happenings import Happenings

    url = _url()
    account, rules = Happenings(url, region), Events(url, region)
    account.news()
    try:
        hops = rules.fire(name)
    except LookupError as error:
        raise UsageProblem(f"SCHEDULE: {error}") from error
    further = [one for one in rules.follow(account.news(), account.news) if one[1]]
    return _told([({"source": "schedule", "detail-type": name}, hops), *further], [], as_json)


@events.command()
def metric(
    name: Annotated[str, typer.Argument(metavar="ALARM", help="On the metric.")],
    value: Annotated[float, typer.Argument(metavar="VALUE", help="As a monitor would write it.")],
    region: _Region = _REGION,
    as_json: _Json = False,
) -> int:
    """Write into the metric that an alarm watches; the alarm goes off if that is enough."""
    return _played(lambda account: account.metric(name, value), "ALARM", region, as_json=as_json)


@events.command()
def settle(region: _Region = _REGION, as_json: _Json = False) -> int:
    """End what is in progress, as `transitions` in sandbox.toml asks for: a canary, for example."""
    return _played(lambda _: b"settle", "REGION", region, as_json=as_json)


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
    account = Happenings(url, region)
    account.news()
    try:
        sent = happen(account)
    except NotThere as error:
        raise UsageProblem(f"{argument}: {error}") from error
    events = [sent] if isinstance(sent, dict) else account.news(sent or b"")
    rules = Events(url, region)
    told = list(rules.follow(events, account.news))
    first = told[0][0] if told else None
    missed = rules.near_misses(first) if first and not any(hops for _, hops in told) else []
    return _told([(event, hops) for event, hops in told if hops or event is first], missed, as_json)


def _told(told: "list[tuple[dict[str, Any], list[Hop]]]", missed: list[str], as_json: bool) -> int:
    hops = [hop for _, those in told for hop in those]
    arrived = bool(hops) and all(hop.outcome == "delivered" for hop in hops)
    code = ExitCode.OK if arrived else ExitCode.FINDINGS
    if as_json:
        events = [
            {"event": event, "hops": [{**vars(h), "seconds": round(h.seconds, 3)} for h in those]}
            for event, those in told
        ]
        typer.echo(json.dumps({"ok": arrived, "events": events}, indent=2, default=str))
        return code
    begun = 0.0
    for event, those in told:
        typer.echo(f"{begun:6.2f} s  {event['source']}  {event.get('detail-type', '')}")
        for hop in those:
            begun = hop.seconds
            where = f"{hop.rule} -> {hop.target.split(':', 5)[-1]}"
            typer.echo(f"{hop.seconds:6.2f} s    {where}  {hop.outcome}")
            typer.echo(f"            {json.dumps(hop.detail, default=str)}")
    for why in missed:
        typer.echo(f"            {why}")
    if not told:
        typer.echo("nothing changed that AWS sends an event of")
    elif not hops:
        typer.echo("no rule that is on listens for it")
    return code
