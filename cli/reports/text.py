"""Findings for the person at the terminal, stack by stack."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from cli.checks.runner import Report
    from cli.finding import Finding

_COLORS = {"mandatory": "red", "advisory": "yellow", "excepted": "blue"}


def text(report: "Report") -> str:
    """Return the findings with their colours; without, they are `click.unstyle` of it."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: "Report") -> Iterator[str]:
    by_stack = dict[str, list["Finding"]]()
    for finding in report.findings:
        by_stack.setdefault(finding.stack, []).append(finding)
    for stack in sorted({*by_stack, *report.stacks}):
        found = by_stack.get(stack, [])
        count = report.stacks.get(stack)
        resources = "" if count is None else f" ({count} resource{'s' * (count != 1)})"
        verdict = "" if found else ": nothing to mend"
        yield typer.style(f"{stack or 'all files'}{resources}{verdict}", bold=True)
        for finding in found:
            yield from _one(finding)
    if report.to_mend:
        yield typer.style(f"{report.to_mend} to mend", fg="red")
    elif not report.stacks:
        yield "no stacks yet; make some with `stepwell new`"


def _one(finding: "Finding") -> Iterator[str]:
    weight = finding.weight.value
    first, *more = finding.message.splitlines()
    yield f"  {typer.style(weight, fg=_COLORS[weight])} {finding.label}"
    yield f"    {finding.where}: {first}"
    for line in more:
        yield f"    {line}"
    if finding.place is not None and finding.place.file not in finding.where:
        declared = finding.declared_at
        yield f"    see {finding.place}{f', declared at {declared}' if declared else ''}"
