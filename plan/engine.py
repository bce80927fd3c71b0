"""What the preview and the state have in common: resources as the engine writes them in JSON."""

import contextlib
import json
from collections.abc import Generator, Iterable, Mapping
from typing import Any

from plan.plan import Plan, Resource
from plan.wire import inputs_of

_PROVIDER = "pulumi:providers:"
_OF_THE_ENGINE = ("version", "pluginDownloadURL", "__internal")
"""Inputs of a provider that the engine adds to those that the program declares."""


class PlanError(ValueError):
    """A text that should hold a plan does not, or holds only a part of one."""


def load(source: str, text: str) -> Mapping[str, Any]:
    """Return the JSON object in `text`, which came from `source`."""
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        raise PlanError(
            f"{source}: must be one JSON object, got {_short(text)} ({error})"
        ) from error
    if not isinstance(loaded, dict):
        raise PlanError(f"{source}: must be one JSON object, got {_short(text)}")
    return loaded


@contextlib.contextmanager
def understood(source: str) -> Generator[None]:
    """Turn what goes wrong on a text of another form into one error that names its `source`."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, PlanError):
            raise
        raise PlanError(f"{source}: must be as Pulumi 3 writes it, got {error!r}") from error


def plan_of(states: Iterable[Mapping[str, Any]]) -> Plan:
    """Plan of the resources in `states` that the program declares.

    Left out is what the program does not declare: resources that are only looked up, default
    providers, and the old halves of replacements.
    """
    found = dict[str, Resource]()
    for state in states:
        if not (state.get("external") or state.get("delete") or state.get("pendingReplacement")):
            resource = _resource(state)
            if not _is_default_provider(resource.urn):
                found[resource.urn] = resource
    stack, project = next(iter(found)).split("::")[:2] if found else ("", "")
    return Plan(stack.removeprefix("urn:pulumi:"), project, tuple(found.values()))


def _resource(state: Mapping[str, Any]) -> Resource:
    inputs, secrets = inputs_of(state.get("inputs") or {})
    outputs, _ = inputs_of(state.get("outputs") or {})
    if state["type"].startswith(_PROVIDER):
        inputs = {k: v for k, v in inputs.items() if k not in _OF_THE_ENGINE}
    provider = state.get("provider", "").rpartition("::")[0]
    return Resource(
        urn=state["urn"],
        type=state["type"],
        name=state["urn"].split("::", 3)[3],
        inputs=inputs,
        parent=state.get("parent") or None,
        dependencies=frozenset(state.get("dependencies") or ()),
        property_dependencies={
            key: frozenset(urns)
            for key, urns in (state.get("propertyDependencies") or {}).items()
            if urns
        },
        custom=bool(state.get("custom")),
        protect=bool(state.get("protect")),
        retain_on_delete=bool(state.get("retainOnDelete")),
        provider="" if _is_default_provider(provider) else provider,
        secrets=secrets,
        outputs=outputs,
    )


def _is_default_provider(urn: str) -> bool:
    """Say whether `urn` is a provider that the engine made itself."""
    parts = urn.split("::", 3)
    is_provider = len(parts) == 4 and parts[2].rpartition("$")[2].startswith(_PROVIDER)
    return is_provider and parts[3].partition("_")[0] == "default"


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
