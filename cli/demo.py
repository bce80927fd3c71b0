"""`stepwell demo`: a team's level 0 platform, brought up in the sandbox and used."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.errors import ExitCode, OutsideProblem
from plan.plan import AWS_TYPES

TEAM = "fraud"
STACK = "fraud-dev"

_RESOURCE = re.compile(r"^\s*[+~-]{1,2}\s+aws(-native)?:")

Show = Callable[[str], None]
"""Tells the person where a step is."""


@dataclass(frozen=True)
class _Checkout:
    """Where `pulumi` runs, and in which environment."""

    root: Path
    environment: Mapping[str, str]

    def pulumi(self, *arguments: str, on_line: Show = lambda _: None) -> str:
        """Run `pulumi`; return what it wrote, and say each line while it runs."""
        process = subprocess.Popen(
            ["pulumi", *arguments, "--non-interactive"],
            cwd=self.root,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None, "it was asked for"
        lines = list[str]()
        for line in process.stdout:
            lines.append(line)
            on_line(line)
        problem = process.stderr.read() if process.stderr is not None else ""
        if process.wait() != 0:
            raise OutsideProblem(f"pulumi {' '.join(arguments)}: failed\n{''.join(lines)}{problem}")
        return "".join(lines)


def demo(
    destroy: Annotated[
        bool, typer.Option("--destroy", help="Remove what the demo has made, and the stack.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> int:
    """Bring up an example team's dev stack in the sandbox, use it, and say what exists.

    Safe to run again: an unchanged stack stays as it is.
    """
    from cli.demo_use import Use, use
    from cli.progress import progress
    from cli.project import repository_root

    began = time.monotonic()
    root = repository_root()
    with progress() as show:
        clients, checkout = _enter(root, show)
        _generate(root)
        checkout.pulumi("stack", "select", STACK)
        if destroy:
            _tear_down(checkout, clients, show)
            typer.echo(json.dumps({"ok": True}) if as_json else f"{STACK} is gone")
            return ExitCode.OK
        _bring_up(checkout, show)
        outputs = _outputs(checkout)
        used = list[Use]()
        for done in use(outputs, clients):
            used.append(done)
            show(f"use the platform: {done.what}")
        areas = resources_by_area(checkout.pulumi("stack", "export", "--stack", STACK))
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        told = {"ok": True, "stack": STACK, "seconds": seconds, "areas": areas}
        typer.echo(json.dumps({**told, "used": [asdict(done) for done in used]}, indent=2))
    else:
        from cli.demo_table import tell

        tell(STACK, used, areas, outputs, seconds)
    return ExitCode.OK


def _enter(root: Path, show: Show) -> tuple[Callable[[str], Any], _Checkout]:
    """Start the sandbox, with an engine in it; return what talks to it."""
    import boto3
    from botocore.config import Config

    from cli.sandbox import started
    from sandbox.environment import environment

    sandbox = started(show)
    variables = environment(sandbox)
    session = boto3.Session(
        aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
        region_name=variables["AWS_REGION"],
    )

    def client(service: str) -> Any:
        config = Config(s3={"addressing_style": "path"})
        return session.client(service, endpoint_url=sandbox.account_url, config=config)

    return client, _Checkout(root, variables)


def _generate(root: Path) -> None:
    """Bring the stack files of the example team up to date with its spec."""
    from blueprints import BLUEPRINTS
    from cli.files import write_all
    from cli.new_files import changes
    from generator.loader import load_spec

    spec = load_spec(root / "stacks" / f"{TEAM}.yaml", BLUEPRINTS)
    planned = changes(root, spec, None)
    write_all({root / c.path: c.after for c in planned if c.before != c.after})


def _bring_up(checkout: _Checkout, show: Show) -> None:
    """Bring the stack up, saying how far it is."""
    began = time.monotonic()
    count = 0

    def on_line(line: str) -> None:
        nonlocal count
        count += bool(_RESOURCE.match(line))
        show(f"bring up {STACK}: {count} steps, {time.monotonic() - began:.0f} s")

    show(f"bring up {STACK}: 0 s")
    checkout.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, on_line=on_line)


def _outputs(checkout: _Checkout) -> Mapping[str, Any]:
    return json.loads(checkout.pulumi("stack", "output", "--json", "--stack", STACK))


def _tear_down(checkout: _Checkout, clients: Callable[[str], Any], show: Show) -> None:
    """Remove what the demo has made through the API, which the engine knows nothing of."""
    from cli.demo_clear import clear

    outputs = _outputs(checkout)
    if outputs:
        show(f"remove what the demo made: {clear(outputs, clients)} things")
    show(f"destroy {STACK}: started")
    checkout.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK)


def resources_by_area(export: str) -> dict[str, int]:
    """How many AWS resources each part of the stack has, by the part's component."""
    resources = json.loads(export)["deployment"]["resources"]
    parents = {each["urn"]: each.get("parent", "") for each in resources}
    counts = dict[str, int]()
    for each in resources:
        if not each["type"].startswith(AWS_TYPES):
            continue
        urn = each["urn"]
        while "::pulumi:pulumi:Stack::" not in parents[urn]:
            urn = parents[urn]
        area = urn.split("::")[2].removeprefix("stepwell:index:")
        counts[area] = counts.get(area, 0) + 1
    return counts
