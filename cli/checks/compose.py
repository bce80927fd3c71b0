"""Composes a stack in process: no engine, no credentials, no network."""

import json
from collections.abc import Mapping
from typing import Any

from blueprints.program import run
from plan.plan import Plan
from plan.recorder import Account, record

NO_ACCOUNT = "000000000000"


def compose(stack: str, config: Mapping[str, Any], account: str | None) -> Plan:
    """Return the plan of one stack with this configuration."""
    return record(
        run,
        stack_name=stack,
        config=as_engine_passes(config),
        default_tags=config["aws:defaultTags"]["tags"],
        account=Account(account or NO_ACCOUNT, config["aws:region"]),
    )


def as_engine_passes(config: Mapping[str, Any]) -> dict[str, str]:
    """Return stack configuration as a program receives it: texts, anything structured as JSON."""
    plain = {key: _without_secrets(value) for key, value in config.items()}
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in plain.items()}


def _without_secrets(value: Any) -> Any:
    """Put a mark where only the engine can decrypt a secret."""
    if isinstance(value, dict):
        if value.keys() == {"secure"}:
            return "[secret]"
        return {key: _without_secrets(item) for key, item in value.items()}
    return [_without_secrets(item) for item in value] if isinstance(value, list) else value
