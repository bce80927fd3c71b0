"""Any settings of the right shape, through the real blueprints: taken, or refused with reasons."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from components.errors import Problem
from generator.editor_schema import settings_schema

texts = st.sampled_from(
    ["", "a", "A", "-", "ml.m5.large", "g5.xlarge", "10.0.0.0/16", "arn:aws:kms:x", "a@b.c", "ü"]
) | st.text(max_size=5)
names = st.sampled_from(["a", "dev", "x-1", "", "A B", "a" * 70])


def shaped(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of the shape that a schema describes."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(-5, 2000) | st.integers()
        case "string":
            return texts
        case "array":
            return st.lists(shaped(schema["items"]), max_size=3)
        case "object" if "properties" in schema:
            fields = {name: shaped(field) for name, field in schema["properties"].items()}
            return st.fixed_dictionaries({}, optional=fields)
        case "object":
            return st.dictionaries(names, shaped(schema["additionalProperties"]), max_size=2)
        case _:
            return texts


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_settings_are_taken_or_refused_with_reasons(level):
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(shaped(settings_schema(BLUEPRINTS[level])))
    def hold(given_settings):
        assert all(p.field and p.reason for p in _problems(level, given_settings))

    hold()


def _problems(level: int, values: dict[str, Any]) -> tuple[Problem, ...]:
    try:
        BLUEPRINTS[level].from_settings(values)
    except SettingsError as error:
        return error.problems
    return ()
