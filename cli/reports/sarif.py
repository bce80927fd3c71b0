"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change."""

import hashlib
import json
from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cli.finding import CHECKS, Finding, Place, Weight
from cli.reports.rules import rules_of

if TYPE_CHECKING:
    from cli.checks.policies import AnyRule
    from cli.checks.runner import Report

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Weight.MANDATORY: "error", Weight.ADVISORY: "warning", Weight.EXCEPTED: "note"}
"""An excepted finding is a note, because not every reader knows suppressions."""


def sarif(report: "Report") -> str:
    """Return one run with all rules there are, so that a reader sees which of them hold."""
    rules = [_rule(rule) for rule in rules_of(report)]
    rules += [_check(name, text) for name, text in CHECKS.items()]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    seen = Counter[str]()
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "stepwell", "version": version("stepwell"), "rules": rules}
                },
                "invocations": [{"executionSuccessful": not report.unusable}],
                "results": [_result(f, index, seen) for f in report.findings],
            }
        ],
    }
    return f"{json.dumps(document, indent=1)}\n"


def _rule(rule: "AnyRule") -> dict[str, Any]:
    mend = f"{rule.remediation}\n\n" if rule.remediation else ""
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.requirement},
        "fullDescription": {"text": f"{rule.requirement} Otherwise {rule.why}."},
        "help": {
            "text": f"{mend}Otherwise {rule.why}.\n\nSource: {rule.source}",
            "markdown": f"{mend}Otherwise {rule.why}.\n\n**Source:** {rule.source}",
        },
        "properties": {"tags": ["policy"]},
    }


def _check(name: str, text: str) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": f"{text}."}, "help": {"text": f"{text}."}}


def _result(finding: Finding, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    stack = f"{finding.stack}: " if finding.stack else ""
    result: dict[str, Any] = {
        "ruleId": finding.label,
        "level": "note" if finding.undecided else _LEVELS[finding.weight],
        "message": {"text": f"{stack}{finding.where}: {finding.message}"},
        "locations": [_location(finding)],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(finding, seen)},
    }
    if finding.declared_at is not None:
        declared = {"physicalLocation": _line(finding.declared_at)}
        result["relatedLocations"] = [{**declared, "message": {"text": "declared here"}}]
    if finding.label in index:
        result["ruleIndex"] = index[finding.label]
    if finding.exception is not None:
        said = finding.exception
        justification = f"{said.reason} (allowed by {said.owner} until {said.expires})"
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": justification}
        ]
    if finding.undecided:
        result["properties"] = {"undecided": True}
    return result


def _location(finding: Finding) -> dict[str, Any]:
    """The line of the spec, or the first of the file: readers want one."""
    location = dict[str, Any]()
    if finding.place is not None:
        location["physicalLocation"] = _line(finding.place)
    if finding.resource:
        location["logicalLocations"] = [
            {
                "name": finding.resource,
                "fullyQualifiedName": finding.urn or finding.resource,
                "kind": "resource",
            }
        ]
    return location


def _line(place: Place) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(place.file)},
        "region": {"startLine": max(place.line, 1)},
    }


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """What tells that two runs found the same, also when lines have moved in between."""
    subject = finding.urn or finding.resource or finding.where.rpartition(":")[2]
    what = "\n".join((finding.stack, finding.label, subject))
    digest = hashlib.sha256(what.encode()).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
