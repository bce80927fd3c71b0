"""Findings as Markdown, short enough for the summary of a build or a comment on a change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cli.finding import CHECKS, Finding, Weight
from cli.reports.escape import code, plain
from cli.reports.rules import rules_of

if TYPE_CHECKING:
    from cli.checks.policies import AnyRule
    from cli.checks.runner import Report

_MOST = 40
"""Findings of one section; GitHub refuses comments of more than 65,536 characters."""

_SECTIONS: tuple[tuple[str, Callable[[Finding], bool]], ...] = (
    ("To mend", lambda f: f.weight is Weight.MANDATORY),
    ("Advice", lambda f: f.weight is Weight.ADVISORY and not f.undecided),
    ("Not decided before the deployment", lambda f: f.undecided and f.exception is None),
)


def markdown(report: "Report") -> str:
    """Return counts by stack, then what is to mend, excepted, advised and not decided."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: "Report") -> Iterator[str]:
    verdict = f"{report.to_mend} to mend" if report.to_mend else "nothing to mend"
    yield f"### stepwell check: {verdict}"
    yield ""
    yield "| stack | resources | to mend | excepted | advice | not decided |"
    yield "|---|--:|--:|--:|--:|--:|"
    for stack in sorted({*report.stacks, *(f.stack for f in report.findings)}):
        yield _row(stack, report)
    described = {rule.name: rule for rule in rules_of(report)}
    first, *others = _SECTIONS
    yield from _section(*first, report.findings, described)
    yield from _exceptions([f for f in report.findings if f.exception is not None])
    for title, belongs in others:
        yield from _section(title, belongs, report.findings, described)


def _row(stack: str, report: "Report") -> str:
    own = [f for f in report.findings if f.stack == stack]
    to_mend, advice, undecided = (sum(map(belongs, own)) for _, belongs in _SECTIONS)
    excepted = sum(f.exception is not None for f in own)
    counts = (report.stacks.get(stack, ""), to_mend, excepted, advice, undecided)
    return f"| {plain(stack) or 'all files'} | {' | '.join(map(str, counts))} |"


def _section(
    title: str,
    belongs: Callable[[Finding], bool],
    findings: Iterable[Finding],
    described: Mapping[str, "AnyRule"],
) -> Iterator[str]:
    """The findings of a section by rule, so that the reason stands there once."""
    chosen = [finding for finding in findings if belongs(finding)]
    if not chosen:
        return
    yield f"\n#### {title}\n"
    by_label = dict[str, list[Finding]]()
    for finding in chosen[:_MOST]:
        by_label.setdefault(finding.label, []).append(finding)
    for label, same in by_label.items():
        yield f"- **{plain(label)}**: {_requirement(label, described)}"
        for finding in same:
            known = finding.place is not None and finding.place.file not in finding.where
            place = f" ({code(str(finding.place))})" if known else ""
            stack = f" in {plain(finding.stack)}" if finding.stack and finding.resource else ""
            yield f"  - {code(finding.where)}{stack}: {plain(_first(finding))}{place}"
    if len(chosen) > _MOST:
        yield f"- and {len(chosen) - _MOST} more"


def _exceptions(findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield "\n#### Excepted\n"
    yield "| rule | resource | owner | until | reason |"
    yield "|---|---|---|---|---|"
    for finding in findings[:_MOST]:
        said = finding.exception
        if said is not None:
            cells = (code(said.owner), str(said.expires), plain(said.reason))
            yield f"| {plain(finding.rule)} | {code(finding.resource)} | {' | '.join(cells)} |"
    if len(findings) > _MOST:
        yield f"| and {len(findings) - _MOST} more | | | | |"


def _first(finding: Finding) -> str:
    return finding.message.splitlines()[0] if finding.message else ""


def _requirement(label: str, described: Mapping[str, "AnyRule"]) -> str:
    rule = described.get(label)
    if rule is None:
        return plain(CHECKS.get(label, ""))
    return plain(f"{rule.requirement} Otherwise {rule.why}.")
