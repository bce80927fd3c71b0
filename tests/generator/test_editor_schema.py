import jsonschema
import pytest

from generator.editor_schema import editor_schema
from generator.yaml_reader import read_yaml
from tests.generator.support import BLUEPRINTS, SPEC

SCHEMA = editor_schema(BLUEPRINTS)


def valid(text: str) -> bool:
    data = read_yaml(text.encode()).data
    return jsonschema.Draft7Validator(SCHEMA).is_valid(data)


def test_takes_what_the_loader_takes():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert valid(SPEC)
    assert valid(SPEC.replace("    settings:\n      pond: {days: 2, fish: [tench]}\n", ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("owner:", "ownr:"),
        ("level: 0", "level: 3"),
        ("eu-west-1", "eu-west-9"),
        ("cidr:", "cidrr:"),
        ("days: 2", "days: two"),
        ("days: 2", "size: huge"),
        ("team: fraud", "team: Fraud"),
        ("  prod:", "  production-one:"),
        ('"314159265358"', '"1"'),
        ('"4711"', "4711"),
    ],
)
def test_underlines_what_the_loader_refuses(before, after):
    assert not valid(SPEC.replace(before, after))


def test_explains_every_field():
    for name, field in SCHEMA["properties"].items():
        assert field.get("description"), name
    settings = SCHEMA["allOf"][0]["then"]["properties"]["settings"]["properties"]
    assert settings["pond"]["properties"]["days"]["description"] == "Days, 1 to 9. Default: 1."


def test_is_complete_in_itself():
    assert "$ref" not in str(SCHEMA)
