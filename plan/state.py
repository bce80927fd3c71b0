"""The plan in the output of `pulumi stack export`: what the stack declared when it was deployed."""

from plan.engine import PlanError, load, plan_of, understood
from plan.plan import Plan
from plan.wire import sealed

_VERSIONS = (3, 4)


def read_state(text: str, *, secrets: bool = True) -> Plan:
    """Plan in the JSON that `pulumi stack export` prints.

    Secrets are `UNKNOWN`, as the export holds only their ciphertext, unless it was made with
    `--show-secrets`. A stack that has never been deployed gives an empty plan.

    Args:
        text: What the command printed.
        secrets: Whether to read secrets that are there in plain text; otherwise they are `UNKNOWN`.

    Raises:
        PlanError: for anything else.
    """
    export = load("stack export", text)
    deployment = export.get("deployment")
    if export.get("version") not in _VERSIONS or not isinstance(deployment, dict):
        found = ", ".join(sorted(export)) or "an empty object"
        raise PlanError(f"stack export: must have a deployment of version 3 or 4, got {found}")
    with understood("stack export"):
        resources = deployment.get("resources") or ()
        return plan_of(resources if secrets else sealed(resources))
