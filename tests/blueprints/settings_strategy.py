"""Settings that a blueprint's schema admits by type, sensible or not."""

import functools
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn as Draw

from blueprints.blueprint import Blueprint

TEXTS = st.sampled_from(
    [
        "",
        "x",
        "churn",
        "ml.m5.large",
        "ml.g5.xlarge",
        "g5.xlarge",
        "10.0.0.0/16",
        "10.0.0.7/33",
        "eu-west-1a",
        "kms",
        "vpc-1",
        "subnet-1",
        "someone@acme.example",
        "https://hooks.acme.example/x",
        "arn:aws:kms:eu-west-1:000000000000:key/1b2c",
        "arn:aws:iam::000000000000:role/x",
        "s3://bucket/model.tar.gz",
        "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1",
        "ünï\n",
        "*",
    ]
)


@st.composite
def any_settings(draw: Draw, blueprint: type[Blueprint]) -> dict[str, Any]:
    """Settings of all parts."""
    schema = _schema(blueprint)
    return {
        name: _value(draw, field, schema["$defs"])
        for name, field in schema["properties"].items()
        if draw(st.booleans())
    }


@st.composite
def few_settings(draw: Draw, blueprint: type[Blueprint]) -> dict[str, Any]:
    """Settings of up to two parts: enough of them compose."""
    schema = _schema(blueprint)
    fields = st.lists(st.sampled_from(sorted(schema["properties"])), max_size=2, unique=True)
    return {n: _value(draw, schema["properties"][n], schema["$defs"]) for n in draw(fields)}


@functools.cache
def _schema(blueprint: type[Blueprint]) -> dict[str, Any]:
    return blueprint.model_json_schema()


def _value(draw: Draw, schema: dict[str, Any] | bool, definitions: dict[str, Any]) -> Any:
    """A value that the schema admits by type."""
    if isinstance(schema, bool):
        return draw(st.sampled_from([None, 1, "x", {}, ["x"]]))
    if "$ref" in schema:
        return _value(draw, definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    if "enum" in schema:
        return draw(st.sampled_from(schema["enum"]))
    if "anyOf" in schema:
        return _value(draw, draw(st.sampled_from(schema["anyOf"])), definitions)
    match schema.get("type"):
        case "boolean":
            return draw(st.booleans())
        case "integer":
            return draw(st.sampled_from([-1, 0, 1, 2, 3, 7, 30, 60, 90, 100, 365, 100_000]))
        case "number":
            return draw(st.sampled_from([-1.0, 0.0, 0.5, 50.0, 1e9]))
        case "string":
            return draw(TEXTS)
        case "array":
            count = draw(st.integers(0, 3))
            return [_value(draw, schema["items"], definitions) for _ in range(count)]
        case "object" if "properties" in schema:
            required = set(schema.get("required", ()))
            return {
                name: _value(draw, field, definitions)
                for name, field in schema["properties"].items()
                if name in required or draw(st.booleans())
            }
        case "object":
            keys = draw(st.lists(TEXTS, max_size=2, unique=True))
            return {key: _value(draw, schema["additionalProperties"], definitions) for key in keys}
        case _:
            return None
