import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from blueprints import BLUEPRINTS as REAL
from generator.reference import reference
from tests.generator.support import BLUEPRINTS, TWO_LEVELS


def settings_of(page: str) -> Iterator[str]:
    """Every setting that has a row below the heading of a level, with its part in front."""
    part = ""
    for line in page[page.index("\n## Settings of level ") :].splitlines():
        if line.startswith("#"):
            part = line.removeprefix("### ") + "." if line.startswith("###") else ""
        elif row := re.match(r"\| `([^`]+)` \| ", line):
            yield part + re.sub(r"<name>\.|\[\]", "", row[1])


def paths(schema: dict[str, Any], below: Any, path: str = "") -> Iterator[str]:
    """Every setting that a JSON schema has, lists and maps left out of its path."""
    if isinstance(below, list):
        for item in below:
            yield from paths(schema, item, path)
    elif isinstance(below, dict):
        if "$ref" in below:
            yield from paths(schema, schema["$defs"][below["$ref"].rsplit("/", 1)[1]], path)
        for name, field in below.get("properties", {}).items():
            yield f"{path}{name}"
            yield from paths(schema, field, f"{path}{name}.")
        for key in ("anyOf", "items", "additionalProperties"):
            yield from paths(schema, below.get(key), path)


def test_every_field_and_every_setting_has_a_row():
    page = reference(BLUEPRINTS)
    for name in ("team", "cost_center", "account", "expires", "protect_data", "cidr", "size"):
        assert f"| `{name}` | " in page
    assert "| `size` | `small`, `large` | How large. Default: small. |" in page


def test_maps_of_parts_are_told_from_parts():
    page = reference(BLUEPRINTS)
    assert "| field of `pond` |" in page
    assert "| field of `trees.<name>` |" in page


def test_a_level_lists_what_it_adds():
    _, added = reference(TWO_LEVELS).split("\n## Added by level 1\n")
    assert (
        added
        == """
Level 1 has all settings of the level below it, and these.

| field | type | what it is |
|---|---|---|
| `protect_data` | boolean | Whether data survives. Default: false. |

### pond

The pond.

| field of `pond` | type | what it is |
|---|---|---|
| `boats` | whole number | How many boats. Default: 0. |

### barn

The barn. Default: none.

| field of `barn` | type | what it is |
|---|---|---|
| `size` | `small`, `large` | How large the barn is. **Required.** |
"""
    )


def test_every_setting_of_every_level_is_on_the_page_once():
    rows = Counter(settings_of(reference(REAL)))
    assert [setting for setting, count in rows.items() if count > 1] == []
    settings = set[str]()
    for blueprint in REAL.values():
        schema = blueprint.model_json_schema()
        settings |= set(paths(schema, schema))
    # A part is a heading, not a row.
    parts = {setting.split(".")[0] for setting in settings if "." in setting}
    assert set(rows) == settings - parts
    assert len(rows) > 300
