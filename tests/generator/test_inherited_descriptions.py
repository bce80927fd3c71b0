from typing import NotRequired

from pydantic import BaseModel
from typing_extensions import TypedDict

from components.settings import team_settings
from generator.inherited_descriptions import with_inherited_descriptions


@team_settings
class Water(TypedDict):
    depth: NotRequired[int]
    """How deep."""


@team_settings
class Pond(Water):
    fish: NotRequired[int]
    """How many."""


class Garden(BaseModel):
    ponds: dict[str, Pond]


def test_inherited_fields_are_described():
    schema = with_inherited_descriptions(Garden.model_json_schema(), Garden)
    fields = schema["$defs"]["Pond"]["properties"]
    assert {name: field["description"] for name, field in fields.items()} == {
        "depth": "How deep.",
        "fish": "How many.",
    }


def test_every_setting_of_every_blueprint_is_described():
    from blueprints import BLUEPRINTS

    for blueprint in BLUEPRINTS.values():
        schema = with_inherited_descriptions(blueprint.model_json_schema(), blueprint)
        for name, definition in schema["$defs"].items():
            for field, found in definition.get("properties", {}).items():
                assert found.get("description"), f"{name}.{field}"
