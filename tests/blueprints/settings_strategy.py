"""Settings that a blueprint's schema admits by type, sensible or not."""

from typing import Any

from hypothesis import strategies as st

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


def any_settings(blueprint: type[Blueprint]) -> st.SearchStrategy[dict[str, Any]]:
    """Settings of all parts."""
    schema = blueprint.model_json_schema()
    return _values(schema, schema["$defs"])


def few_settings(blueprint: type[Blueprint]) -> st.SearchStrategy[dict[str, Any]]:
    """Settings of up to two parts: enough of them compose."""
    fields = sorted(blueprint.model_fields)
    return st.builds(
        lambda found, kept: {name: value for name, value in found.items() if name in kept},
        any_settings(blueprint),
        st.lists(st.sampled_from(fields), max_size=2, unique=True),
    )


def _values(schema: dict[str, Any], definitions: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the schema admits by type, sensible or not."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return st.deferred(lambda: _values(definitions[name], definitions))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of(*(_values(each, definitions) for each in schema["anyOf"]))
    match schema.get("type"):
        case "boolean":
            return st.booleans()
        case "integer":
            return st.sampled_from([-1, 0, 1, 2, 3, 7, 30, 60, 90, 100, 365, 100_000])
        case "number":
            return st.sampled_from([-1.0, 0.0, 0.5, 50.0, 1e9])
        case "string":
            return TEXTS
        case "array":
            return st.lists(_values(schema["items"], definitions), max_size=3)
        case "object" if "properties" in schema:
            required = set(schema.get("required", ()))
            fields = {
                name: _values(field, definitions) for name, field in schema["properties"].items()
            }
            return st.fixed_dictionaries(
                {name: fields[name] for name in fields if name in required},
                optional={name: fields[name] for name in fields if name not in required},
            )
        case "object":
            return st.dictionaries(
                TEXTS, _values(schema["additionalProperties"], definitions), max_size=2
            )
        case _:
            return st.none()
