"""What component tests share: declare one component, look at what it declared."""

import json
from collections.abc import Callable
from typing import Any

from plan.plan import Plan, Resource
from plan.recorder import record


def declare(program: Callable[[], object]) -> Plan:
    """Plan of a `program` that builds components, recorded as stack `fraud-dev`."""
    return record(
        program, stack_name="fraud-dev", default_tags={"team": "fraud", "environment": "dev"}
    )


def only(plan: Plan, type_token: str) -> Resource:
    """The one resource of that type; fails if there is none or more."""
    found = plan.of_type(type_token)
    assert len(found) == 1, f"{type_token}: {[r.name for r in found]}"
    return found[0]


def statements(document: str) -> list[dict[str, Any]]:
    """Statements of an IAM policy document."""
    return json.loads(document)["Statement"]
