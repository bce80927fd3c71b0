from generator.spec import TeamSpec
from generator.spec_text import spec_text
from tests.generator.support import BLUEPRINTS, SPEC, parse


def test_a_new_spec_says_what_was_asked_for():
    spec = parse(SPEC)
    assert parse(spec_text(spec, BLUEPRINTS)) == spec


def test_every_field_and_every_part_is_explained():
    text = spec_text(parse(SPEC), BLUEPRINTS)
    for field in TeamSpec.model_fields.values():
        assert field.description
        assert field.description.split()[0] in text
    for part in ("protect_data", "pond", "trees"):
        assert f"#   {part}: " in text


def test_the_first_line_gives_editors_the_schema():
    first = spec_text(parse(SPEC), BLUEPRINTS).splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/reference/spec.schema.json"


def test_lines_are_short_enough_to_read():
    assert all(len(line) <= 100 for line in spec_text(parse(SPEC), BLUEPRINTS).splitlines())


def test_the_same_spec_gives_the_same_text():
    assert spec_text(parse(SPEC), BLUEPRINTS) == spec_text(parse(SPEC), BLUEPRINTS)
