"""What `stepwell new` asks: the fields of a spec, what a fresh one starts with, and who says no."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.loader import Blueprints
from generator.placeholders import placeholders
from generator.spec import TeamSpec
from generator.wording import reason_of

REQUIRED = ("team", "owner", "cost_center")
"""Fields that only the team itself can answer."""

DEFAULT_REGION = "eu-west-1"
DEFAULT_ENVIRONMENTS = ("dev", "staging", "prod")

_THROWAWAY = {"dev": {"protect_data": False}}
"""Settings that fresh environments start with, as far as the blueprint knows them: a dev stack
must be removable without unprotecting every bucket first."""


def reason_against(field: str, value: Any) -> str:
    """Say why `value` cannot be the value of one field of a spec; empty when it can."""
    info = TeamSpec.model_fields[field]
    try:
        TypeAdapter(info.rebuild_annotation()).validate_python(value, strict=True)
    except ValidationError as error:
        return reason_of(error.errors(include_url=False)[0], TeamSpec)
    return next((reason for _, reason in placeholders(value)), "")


def environments(
    names: Iterable[str], accounts: Mapping[str, str], blueprint: type[BaseModel]
) -> dict[str, dict[str, Any]]:
    """Return fresh environments of those names, with the accounts that are known."""
    found = dict[str, dict[str, Any]]()
    for name in names:
        found[name] = {"account": accounts[name]} if name in accounts else {}
        fields = blueprint.model_fields
        settings = {k: v for k, v in _THROWAWAY.get(name, {}).items() if k in fields}
        if settings:
            found[name]["settings"] = settings
    return found


def completed(given: Mapping[str, Any], blueprints: Blueprints) -> dict[str, Any]:
    """Return the answers `given`, with the defaults of a fresh spec for those left out."""
    level = given.get("level", min(blueprints))
    blueprint = blueprints.get(level, blueprints[min(blueprints)])
    return {
        "level": level,
        "region": DEFAULT_REGION,
        "environments": environments(DEFAULT_ENVIRONMENTS, {}, blueprint),
        **given,
    }
