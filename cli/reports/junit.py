"""Findings as JUnit XML, which build servers show as tests: a suite a stack, a case a rule."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cli.finding import CHECKS, Finding, Weight

if TYPE_CHECKING:
    from cli.checks.runner import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

_ALL = "all files"
_PER_STACK = ("files", "compose", "inputs", "features")


def junit(report: "Report") -> str:
    """Return a case for each rule that was enforced on a stack, those that hold among them.

    A case fails with what has to be mended. It is skipped where nothing but an exception or a
    value not known yet stands against it. Advice is in the output of a case that passes.
    """
    top = ET.Element("testsuites", name="stepwell check")
    by_stack = dict[str, list[Finding]]()
    for finding in report.findings:
        by_stack.setdefault(finding.stack, []).append(finding)
    for stack in sorted({*by_stack, *report.stacks}):
        _suite(top, stack, by_stack.get(stack, []), report)
    _count(top, top.iter("testcase"))
    ET.indent(top)
    return f"{ET.tostring(top, 'unicode', xml_declaration=True)}\n"


def _suite(top: ET.Element, stack: str, found: list[Finding], report: "Report") -> None:
    suite = ET.SubElement(top, "testsuite", name=stack or _ALL)
    by_label = dict[str, list[Finding]]()
    if stack in report.stacks:
        enforced = (rule.name for rule in report.rules.get(stack, ()))
        by_label.update({name: [] for name in (*_PER_STACK, *enforced)})
    for finding in found:
        by_label.setdefault(finding.label, []).append(finding)
    for label, findings in by_label.items():
        case = ET.SubElement(suite, "testcase", classname=stack or _ALL, name=label)
        place = next((f.place for f in findings if f.place is not None), None)
        if place is not None:
            case.set("file", place.file)
            case.set("line", str(max(place.line, 1)))
        _say(case, findings)
    _count(suite, suite.iter("testcase"))


def _say(case: ET.Element, findings: list[Finding]) -> None:
    to_mend = [f for f in findings if f.weight is Weight.MANDATORY]
    open_or_allowed = [f for f in findings if f.undecided or f.weight is Weight.EXCEPTED]
    if to_mend:
        failure = ET.SubElement(case, "failure", message=_first(to_mend), type="mandatory")
        failure.text = _text(findings)
    elif findings and len(open_or_allowed) == len(findings):
        skipped = ET.SubElement(case, "skipped", message=_first(open_or_allowed))
        skipped.text = _text(findings)
    elif findings:
        ET.SubElement(case, "system-out").text = _text(findings)


def _first(findings: list[Finding]) -> str:
    first = findings[0]
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    if first.exception is not None:
        said = first.exception
        return _xml(f"allowed by {said.owner} until {said.expires}: {said.reason}{more}")
    what = CHECKS.get(first.label, "")
    line = first.message.splitlines()[0] if first.message else what
    return _xml(f"{first.where}: {line}{more}")


def _text(findings: list[Finding]) -> str:
    return _xml("\n\n".join(f"{f.weight.value}: {f.where}: {f.message}" for f in findings))


def _count(element: ET.Element, cases: Iterable[ET.Element]) -> None:
    every = list(cases)
    failed = sum(case.find("failure") is not None for case in every)
    skipped = sum(case.find("skipped") is not None for case in every)
    for name, number in (("tests", len(every)), ("failures", failed), ("skipped", skipped)):
        element.set(name, str(number))
    element.set("errors", "0")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
