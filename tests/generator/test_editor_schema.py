import json
import re

import jsonschema
import pytest

from blueprints import BLUEPRINTS as REAL
from generator.editor_schema import editor_schema
from generator.yaml_reader import read_yaml
from tests.generator.support import BLUEPRINTS, SPEC, TWO_LEVELS

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


@pytest.mark.parametrize("path", ["settings", "environments.dev.settings"])
@pytest.mark.parametrize("settings", [{"barn": {"size": "small"}}, {"pond": {"boats": 2}}])
def test_a_setting_is_taken_from_the_level_that_has_it(path, settings):
    schema = jsonschema.Draft7Validator(editor_schema(TWO_LEVELS))
    for level in (0, 1):
        spec = read_yaml(SPEC.replace("level: 0", f"level: {level}").encode()).data
        place = spec
        for step in path.split("."):
            place = place.setdefault(step, {})
        place |= {"trees": {"oak": {"days": 1}}}
        assert schema.is_valid(spec), level
        place |= settings
        assert schema.is_valid(spec) == (level == 1)


def test_no_level_takes_a_setting_that_no_blueprint_has():
    schema = jsonschema.Draft7Validator(editor_schema(TWO_LEVELS))
    for text in (SPEC, SPEC.replace("level: 0", "level: 1")):
        for wrong in (text.replace("pond:", "pnd:"), text.replace("cidr:", "cidrr:")):
            assert not schema.is_valid(read_yaml(wrong.encode()).data)


def test_explains_every_field():
    for name, field in SCHEMA["properties"].items():
        assert field.get("description"), name
    for name, definition in editor_schema(REAL)["$defs"].items():
        for field, found in definition.get("properties", {}).items():
            inherited = found.get("$ref", "").startswith("#/$defs/Level")
            assert inherited or found.get("description"), f"{name}.{field}"


def test_says_once_what_levels_share():
    schema = editor_schema(TWO_LEVELS)
    park = schema["$defs"]["Park"]["properties"]
    assert park["trees"] == {"$ref": "#/$defs/Garden/properties/trees"}
    assert park["protect_data"]["description"] == "Whether data survives. Default: false."
    text = json.dumps(editor_schema(REAL))
    assert text.count(json.dumps("The VPC, created or adopted, and how private it is.")) == 1


def test_is_complete_in_itself():
    text = json.dumps(editor_schema(REAL))
    schema = json.loads(text)
    for reference in set(re.findall(r'"\$ref": "([^"]*)"', text)):
        found = schema
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert isinstance(found, dict), reference
