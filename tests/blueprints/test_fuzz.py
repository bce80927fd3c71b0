"""Whatever a team writes: an error that says what is wrong, or a plan that holds; nothing else."""

import contextlib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprints.blueprint import SettingsError
from blueprints.level_0 import Level0
from components.errors import InputError
from plan.computed import is_computed
from sandbox.schema.check import check_inputs
from tests.blueprints.support import compose

SCHEMA = Level0.model_json_schema()

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


def _values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the schema admits by type, sensible or not."""
    if "$ref" in schema:
        return st.deferred(lambda: _values(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of(*(_values(each) for each in schema["anyOf"]))
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
            return st.lists(_values(schema["items"]), max_size=3)
        case "object" if "properties" in schema:
            required = set(schema.get("required", ()))
            fields = {name: _values(field) for name, field in schema["properties"].items()}
            return st.fixed_dictionaries(
                {name: fields[name] for name in fields if name in required},
                optional={name: fields[name] for name in fields if name not in required},
            )
        case "object":
            return st.dictionaries(TEXTS, _values(schema["additionalProperties"]), max_size=2)
        case _:
            return st.none()


def _few(settings_of_all: dict[str, Any], kept: list[str]) -> dict[str, Any]:
    """The settings of a few parts, each with a few fields: enough of them compose."""
    return {name: value for name, value in settings_of_all.items() if name in kept}


FEW = st.builds(
    _few,
    _values(SCHEMA),
    st.lists(st.sampled_from(sorted(SCHEMA["properties"])), max_size=2, unique=True),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(_values(SCHEMA))
def test_settings_give_an_error_or_a_blueprint(given_settings):
    with contextlib.suppress(SettingsError):
        Level0.from_settings(given_settings)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(FEW)
def test_settings_give_an_error_or_a_plan_that_the_provider_takes(given_settings):
    try:
        plan = compose(given_settings)
    except (SettingsError, InputError):
        return
    for resource in plan:
        if resource.type.startswith("aws:"):
            declared = {k: v for k, v in resource.inputs.items() if k != "tagsAll"}
            wrong = check_inputs(resource.type, declared, unknown=is_computed)
            assert not wrong, f"{resource.name}: {wrong}"
