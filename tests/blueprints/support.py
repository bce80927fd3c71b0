"""What blueprint tests share: compose one stack in process."""

import functools
import json
from collections.abc import Mapping
from typing import Any

from blueprints.program import run
from plan.plan import Plan
from plan.recorder import Account, record

TAGS = {
    "team": "fraud",
    "environment": "dev",
    "owner": "fraud-ml@acme.example",
    "cost-center": "4711",
    "managed-by": "stepwell",
}

LEFT_OUT = ("workbench", "experiment_tracker", "gpu_queue", "idle_guard", "alerts", "budget")
"""Parts of level 0 that what a test looks at can do without."""


def compose(
    settings: Mapping[str, Any] | None = None, *, level: int = 0, region: str = "eu-west-1"
) -> Plan:
    """Plan of the stack `fraud-dev` with these settings."""
    return _composed(json.dumps(settings or {}), level, region)


def compose_anew(settings: str, level: int, region: str = "eu-west-1") -> Plan:
    """Run the program with settings in JSON, whether or not it has been run with them before."""
    return record(
        run,
        stack_name="fraud-dev",
        config={
            "stepwell:team": "fraud",
            "stepwell:environment": "dev",
            "stepwell:level": str(level),
            "stepwell:settings": settings,
        },
        default_tags=TAGS,
        account=Account(region=region),
    )


_composed = functools.lru_cache(maxsize=64)(compose_anew)


def types(plan: Plan) -> set[str]:
    """Types of the resources in a plan."""
    return {resource.type for resource in plan}
