"""Checks what a stack is, by the export of its state, with the rules that say what it may become.

The stack may have been deployed by anybody, with any program. No secret of it is read.
"""

import datetime
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from blueprints import BLUEPRINTS
from cli.checks import exceptions, files
from cli.checks.context import StackContext
from cli.checks.places import Places
from cli.checks.policies import enforced, verdicts
from cli.checks.runner import Report
from cli.errors import UsageProblem
from cli.finding import Finding
from generator.folder import open_folder
from generator.yaml_reader import read_yaml
from plan.engine import PlanError
from plan.plan import Plan
from plan.state import read_state
from policies.pack import Pack
from policies.pack_file import our_pack

_NOT_KNOWN = "is known only after the deployment"
_SECRET = "is or holds a secret, and no secret is read from a state"
_HINT = "write one with `pulumi stack export --file FILE`"


def check_state(root: Path, file: Path, today: datetime.date, pack: Pack | None = None) -> Report:
    """Check the export in `file`, or on the standard input if it is `-`.

    If the stack is one that a spec asks for, its packs and its exceptions count. Any other is held
    to the baseline. A `pack` that is given takes the place of either.

    Raises:
        UsageProblem: for a text that is no export, or has no resources.
    """
    plan = _plan(file)
    report = Report(stacks={plan.stack: sum(r.custom for r in plan)})
    context = None
    if _project(root) == plan.project:
        folder = open_folder(root, BLUEPRINTS)
        for team in folder.broken:
            if plan.stack.startswith(f"{team}-"):
                report.unusable = True
                report.findings += files.spec(folder, team)
        if plan.stack in folder.stacks():
            context = StackContext(root, *folder.stacks()[plan.stack], pack)
    chosen = context.pack if context else pack or our_pack("baseline")
    report.rules[plan.stack] = enforced(chosen)
    found = [_worded(finding) for finding in verdicts(plan.stack, plan, chosen)]
    if context is not None:
        places = Places(root, context.spec)
        found = [places.located(finding, plan, context.environment) for finding in found]
        found = list(exceptions.applied(context.spec, found, today))
    report.findings += found
    return report


def _plan(file: Path) -> Plan:
    text = _text(file)
    where = "--state" if str(file) == "-" else str(file)
    if not text.strip():
        raise UsageProblem(f"{where}: must be the export of a stack, got nothing\n{_HINT}")
    try:
        loaded: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        # What the text says may be a secret, so it is not shown.
        at = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        message = f"{where}: must be the export of a stack, got no JSON{at}\n{_HINT}"
        raise UsageProblem(message) from error
    if not isinstance(loaded, dict):
        raise UsageProblem(f"{where}: must be the export of a stack, got other JSON\n{_HINT}")
    if "checkpoint" in loaded:
        reason = "must be the export of a stack, got the file in which a backend keeps its state"
        raise UsageProblem(f"{where}: {reason}\n{_HINT}")
    try:
        plan = read_state(text, secrets=False)
    except PlanError as error:
        raise UsageProblem(f"{where}: {_without_source(error)}\n{_HINT}") from error
    if not plan.resources:
        reason = "must have resources, got a stack that was never deployed or is destroyed"
        raise UsageProblem(f"{where}: {reason}")
    return plan


def _text(file: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageProblem(f"{file}: must be a readable file, got {reason}") from error
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{file}: must be UTF-8 text, got other bytes\n{_HINT}") from error


def _without_source(error: PlanError) -> str:
    return str(error).removeprefix("stack export: ")


def _worded(finding: Finding) -> Finding:
    """In a state only secrets are not known."""
    if not finding.undecided:
        return finding
    return replace(finding, message=finding.message.replace(_NOT_KNOWN, _SECRET, 1))


def _project(root: Path) -> str:
    """Name of the Pulumi project of the repository."""
    path = root / "Pulumi.yaml"
    return str(read_yaml(path.read_bytes() if path.is_file() else b"").data.get("name", ""))
