"""Pydantic's findings about a spec, in the words of its writer."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.field_names import unknown_field
from generator.suggestions import did_you_mean
from generator.yaml_reader import join

_EXPECTED = {
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "model_attributes_type": "must be a mapping",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "too_short": "must have at least one entry",
    "date_type": "must be a date such as 2027-03-31",
    "date_parsing": "must be a date such as 2027-03-31",
    "date_from_datetime_parsing": "must be a date such as 2027-03-31",
    "date_from_datetime_inexact": "must be a date such as 2027-03-31",
}


def field_of(details: ErrorDetails) -> str:
    """Path of the field that a finding is about."""
    path = ""
    for part in details["loc"]:
        if part != "[key]":
            path = join(path, part)
    return path


def reason_of(details: ErrorDetails, model: type[BaseModel]) -> str:
    """What is required and what was given."""
    kind, given = details["type"], details["input"]
    if kind == "missing":
        return "is required, got nothing"
    if kind == "extra_forbidden":
        return unknown(field_of(details), model.model_json_schema())
    if kind == "spec":
        expected = details["msg"]
    else:
        expected = _EXPECTED.get(kind) or details["msg"].replace("Input should", "must")
    fix = ""
    if kind == "string_type" and isinstance(given, (int, float)):
        fix = "; put it in quotes"
    return f"{expected[:1].lower()}{expected[1:]}, got {shown(given)}{fix}"


def unknown(path: str, schema: dict[str, Any]) -> str:
    """What to say about a field that does not exist."""
    found = unknown_field(schema, path)
    if found is None:
        return "unknown field"
    name, allowed = found
    hint = did_you_mean(name, allowed)
    return f"unknown field{hint}" if hint else f"unknown field, known are {', '.join(allowed)}"


def shown(value: Any) -> str:
    """A value, short enough for one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
