"""`stepwell check`: everything that can be said about a stack before it meets a cloud."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import ExitCode, UsageProblem

if TYPE_CHECKING:
    from cli.checks.runner import Report
    from cli.finding import Finding

_COLORS = {"mandatory": "red", "advisory": "yellow", "excepted": "blue"}


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
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> int:
    """Check stacks in process: no credentials, no engine, no network.

    Reads the specs, compares the generated files, composes each stack, and holds its resources
    against the provider's schema and the policy rules. Ends with 1 when something has to be
    mended, and with 2 when a spec cannot be used.
    """
    if every and stacks:
        raise UsageProblem(f"--all: must stand without names, got {', '.join(stacks)}")
    import datetime

    from cli.imports import heavy_imports
    from cli.project import repository_root

    with heavy_imports():
        from cli.checks.runner import check_stacks

    report = check_stacks(repository_root(), stacks or (), datetime.date.today())
    if as_json:
        typer.echo(_as_json(report))
    else:
        _show(report)
    if report.unusable:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if report.failed else ExitCode.OK


def _as_json(report: "Report") -> str:
    findings = [
        {
            "stack": f.stack,
            "check": f.check,
            "rule": f.rule,
            "resource": f.resource,
            "where": f.where,
            "message": f.message,
            "weight": f.weight.value,
        }
        for f in report.findings
    ]
    ok = not report.failed and not report.unusable
    return json.dumps({"ok": ok, "stacks": report.stacks, "findings": findings}, indent=2)


def _show(report: "Report") -> None:
    by_stack = dict[str, list["Finding"]]()
    for finding in report.findings:
        by_stack.setdefault(finding.stack, []).append(finding)
    for stack in sorted({*by_stack, *report.stacks}):
        found = by_stack.get(stack, [])
        count = report.stacks.get(stack)
        resources = "" if count is None else f" ({count} resource{'s' * (count != 1)})"
        verdict = "" if found else ": nothing to mend"
        typer.secho(f"{stack or 'all files'}{resources}{verdict}", bold=True)
        for finding in found:
            _show_one(finding)
    mandatory = sum(f.weight.value == "mandatory" for f in report.findings)
    if mandatory:
        typer.secho(f"{mandatory} to mend", fg="red")
    elif not report.stacks:
        typer.echo("no stacks yet; make some with `stepwell new`")


def _show_one(finding: "Finding") -> None:
    label = finding.rule or finding.check
    weight = finding.weight.value
    first, *more = finding.message.splitlines()
    typer.echo(f"  {typer.style(weight, fg=_COLORS[weight])} {label}")
    typer.echo(f"    {finding.where}: {first}")
    for line in more:
        typer.echo(f"    {line}")
