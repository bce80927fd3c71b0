"""The JSON schema of a spec: what an editor offers, explains and underlines."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from generator.inherited_descriptions import with_inherited_descriptions
from generator.loader import Blueprints
from generator.regions import sagemaker_regions
from generator.spec import EnvironmentSpec, TeamSpec

_DRAFT = "http://json-schema.org/draft-07/schema#"
_LABEL = "^[a-z]([a-z0-9-]*[a-z0-9])?$"


def editor_schema(blueprints: Blueprints) -> dict[str, Any]:
    """Return the schema of a spec, the settings of each level as its blueprint has them.

    Required fields of settings are left out: an environment gives only what differs, so neither
    it nor the team has to be complete alone. `stepwell check` looks at both together.
    """
    schema = _without_null(TeamSpec.model_json_schema())
    properties = schema["properties"]
    properties["team"] |= {"pattern": _LABEL, "maxLength": 20}
    properties["level"] = {
        "description": properties["level"]["description"],
        "enum": sorted(int(level) for level in blueprints),
    }
    properties["environments"]["propertyNames"] = {"pattern": _LABEL, "maxLength": 10}
    environment = schema["$defs"][EnvironmentSpec.__name__]
    # An environment in which nothing differs may be left empty.
    environment["type"] = ["object", "null"]
    for region in (properties["region"], environment["properties"]["region"]):
        region["enum"] = list(sagemaker_regions())
    environment["properties"]["account"]["pattern"] = "^[0-9]{12}$"
    settings, definitions = _settings(blueprints)
    schema["allOf"] = [
        {
            "if": {"properties": {"level": {"const": level}}},
            "then": {"properties": _settings_everywhere(reference)},
        }
        for level, reference in settings.items()
    ]
    schema["$defs"] |= definitions
    return {"$schema": _DRAFT, **_without_titles(schema)}


def _settings(blueprints: Blueprints) -> tuple[dict[int, dict[str, str]], dict[str, Any]]:
    """Where the settings of each level are defined, and the definitions, which levels share."""
    levels = {int(level): blueprints[level] for level in sorted(blueprints)}
    # Together, so that a name means one thing at every level.
    found, schema = models_json_schema([(model, "validation") for model in levels.values()])
    for model in levels.values():
        schema = with_inherited_descriptions(schema, model)
    references = {level: found[model, "validation"] for level, model in levels.items()}
    definitions = _without(_without_null(schema["$defs"]), "required")
    return references, _inherited(definitions, [at["$ref"] for at in references.values()])


def _inherited(definitions: Mapping[str, Any], levels: Iterable[str]) -> dict[str, Any]:
    """Define a field at the first level that has it; the levels above refer to it there.

    Each level still names all its fields: draft 7 refuses unknown ones only beside their list.
    """
    result = dict(definitions)
    first: dict[tuple[str, str], str] = {}
    for level in levels:
        name = level.rsplit("/", 1)[1]
        fields = dict(definitions[name].get("properties", {}))
        for key, field in fields.items():
            here = f"{level}/properties/{key}"
            there = first.setdefault((key, json.dumps(field)), here)
            fields[key] = field if there == here else {"$ref": there}
        result[name] = {**definitions[name], "properties": fields}
    return result


def _settings_everywhere(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "settings": settings,
        "environments": {"additionalProperties": {"properties": {"settings": settings}}},
    }


def _without_null(schema: Any) -> Any:
    """Drop null from `X | None`, which only means that the field may be left out."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _without_null(value) for key, value in schema.items()}
    choices = found.get("anyOf", ())
    if {"type": "null"} in choices and len(choices) == 2:
        choice = next(c for c in choices if c != {"type": "null"})
        found = {**choice, **{k: v for k, v in found.items() if k not in ("anyOf", "default")}}
    return found


def _without_titles(schema: Any) -> Any:
    """Drop the titles that repeat a field's name; a field called `title` stays."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }


def _without(schema: Any, keyword: str) -> Any:
    """Drop a keyword everywhere; a field of that name stays."""
    if isinstance(schema, list):
        return [_without(item, keyword) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _without(item, keyword) for name, item in value.items()}
        if key == "properties"
        else _without(value, keyword)
        for key, value in schema.items()
        if key != keyword
    }
