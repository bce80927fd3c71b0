"""What AWS publishes of its actions: the Service Authorization Reference, which cfn-lint ships."""

import functools
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


@functools.cache
def published() -> Mapping[str, Any]:
    """Actions and resource types by IAM's prefix of a service; empty without cfn-lint."""
    # Found without being imported, which would take a second.
    package = importlib.util.find_spec("cfnlint")
    if package is None or package.origin is None:
        return {}
    data = Path(package.origin).parent / "data" / "AdditionalSpecs" / "Policies.json"
    return json.loads(data.read_text(encoding="utf-8"))


def resource_types(service: str) -> Mapping[str, list[str]]:
    """Each action of a service, in lower case, with the resource types that it is about."""
    actions: Mapping[str, Any] = published().get(service, {}).get("Actions", {})
    return {name: known.get("Resources", []) for name, known in actions.items()}
