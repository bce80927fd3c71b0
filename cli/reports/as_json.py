"""Findings as one JSON document, for programs."""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cli.checks.runner import Report
    from cli.finding import Finding


def as_json(report: "Report") -> str:
    """Return every finding with all its fields; those that do not apply are empty or null."""
    document = {
        "ok": not report.failed and not report.unusable,
        "stacks": report.stacks,
        "packs": report.packs,
        "findings": [_finding(finding) for finding in report.findings],
    }
    return f"{json.dumps(document, indent=2)}\n"


def _finding(f: "Finding") -> dict[str, Any]:
    place, exception = f.place, f.exception
    return {
        "stack": f.stack,
        "check": f.check,
        "rule": f.rule,
        "resource": f.resource,
        "urn": f.urn,
        "where": f.where,
        "place": place
        and {
            "file": place.file,
            "line": place.line or None,
            "field": place.field,
            "given": place.given,
        },
        "declared_at": f.declared_at and str(f.declared_at),
        "message": f.message,
        "weight": f.weight.value,
        "undecided": f.undecided,
        "exception": exception
        and {
            "owner": exception.owner,
            "expires": exception.expires.isoformat(),
            "reason": exception.reason,
        },
    }
