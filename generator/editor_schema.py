"""The JSON schema of a spec: what an editor offers, explains and underlines."""

from collections.abc import Mapping
from typing import Any

from blueprints.blueprint import Blueprint
from generator.inherited_descriptions import with_inherited_descriptions
from generator.loader import Blueprints
from generator.regions import sagemaker_regions
from generator.spec import TeamSpec

_DRAFT = "http://json-schema.org/draft-07/schema#"
_LABEL = "^[a-z]([a-z0-9-]*[a-z0-9])?$"


def editor_schema(blueprints: Blueprints) -> dict[str, Any]:
    """Return the schema of a spec, the settings of each level as its blueprint has them.

    Required fields of settings are left out: an environment gives only what differs, so neither
    it nor the team has to be complete alone. `stepwell check` looks at both together.
    """
    schema = _inlined(TeamSpec.model_json_schema())
    properties = schema["properties"]
    properties["team"] |= {"pattern": _LABEL, "maxLength": 20}
    properties["level"] = {
        "description": properties["level"]["description"],
        "enum": sorted(int(level) for level in blueprints),
    }
    environments = properties["environments"]
    environments["propertyNames"] = {"pattern": _LABEL, "maxLength": 10}
    environment = environments["additionalProperties"]
    # An environment in which nothing differs may be left empty.
    environment["type"] = ["object", "null"]
    for region in (properties["region"], environment["properties"]["region"]):
        region["enum"] = list(sagemaker_regions())
    environment["properties"]["account"]["pattern"] = "^[0-9]{12}$"
    schema["allOf"] = [
        {
            "if": {"properties": {"level": {"const": int(level)}}},
            "then": {"properties": _settings_everywhere(settings_schema(blueprints[level]))},
        }
        for level in sorted(blueprints)
    ]
    return {"$schema": _DRAFT, **_without_titles(schema)}


def settings_schema(blueprint: type[Blueprint]) -> dict[str, Any]:
    """Return the schema of a blueprint's settings, all of them optional, references resolved."""
    schema = with_inherited_descriptions(blueprint.model_json_schema(), blueprint)
    return _without(_inlined(schema), "required")


def _settings_everywhere(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "settings": settings,
        "environments": {"additionalProperties": {"properties": {"settings": settings}}},
    }


def _inlined(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Put every definition where it is used: hovering then shows it, and nothing can dangle."""
    definitions = schema.get("$defs", {})

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {k: resolved(v) for k, v in value.items() if k not in ("$ref", "$defs")}
        if "$ref" in value:
            return {**resolved(definitions[value["$ref"].rsplit("/", 1)[1]]), **found}
        choices = found.get("anyOf")
        if choices and {"type": "null"} in choices and len(choices) == 2:
            # `X | None` only means that the field may be left out.
            del found["anyOf"]
            found = {**next(c for c in choices if c != {"type": "null"}), **found}
            found.pop("default", None)
        return found

    return resolved(schema)


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
