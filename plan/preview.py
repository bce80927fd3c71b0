"""The plan in the output of `pulumi preview --json --show-sames`."""

from typing import Any

from plan.engine import PlanError, load, plan_of, understood
from plan.plan import Plan
from plan.wire import unblind

_DECLARING = frozenset(
    {"same", "create", "update", "replace", "create-replacement", "import", "import-replacement"}
)
"""Steps whose new state is what the program declares; the others read, refresh or delete."""


def read_preview(text: str) -> Plan:
    """Plan in the JSON that `pulumi preview --json --show-sames` prints.

    Raises:
        PlanError: for anything else, such as a preview that leaves out what stays the same.
    """
    preview = load("preview", text)
    if "steps" not in preview and "changeSummary" not in preview:
        raise PlanError(
            "preview: must have steps, got " + (", ".join(sorted(preview)) or "an empty object")
        )
    with understood("preview"):
        _reject_errors(preview)
        steps = preview.get("steps") or []
        _reject_gaps(preview, steps)
        return plan_of(
            {**step["newState"], "inputs": unblind(step["newState"].get("inputs"))}
            for step in steps
            if step["op"] in _DECLARING and step.get("newState")
        )


def _reject_errors(preview: Any) -> None:
    """Raise for a preview that the engine broke off."""
    errors = [d["message"] for d in preview.get("diagnostics") or () if d["severity"] == "error"]
    if errors:
        raise PlanError(
            "preview: must have succeeded, got " + "; ".join(" ".join(e.split()) for e in errors)
        )


def _reject_gaps(preview: Any, steps: list[dict[str, Any]]) -> None:
    """Raise for a preview that leaves out what stays the same, as it does by default."""
    unchanged = (preview.get("changeSummary") or {}).get("same", 0)
    shown = sum(step["op"] == "same" for step in steps)
    if shown < unchanged:
        raise PlanError(
            f"preview: must list all {unchanged} unchanged resources, got {shown}"
            "\nrun pulumi preview --json --show-sames"
        )
