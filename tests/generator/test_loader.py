from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from blueprints.blueprint import MaturityLevel
from generator.errors import HigherLevelError, SpecError
from generator.loader import load_spec, parse_spec
from generator.yaml_writer import yaml_text
from tests.effort import EFFORT
from tests.generator.support import BLUEPRINTS, SPEC, Garden, PondSettings, parse


def messages(text: str, team: str | None = None) -> list[str]:
    with pytest.raises(SpecError) as error:
        parse(text, team)
    return str(error.value).splitlines()


def test_reads_a_spec():
    spec = parse(SPEC)
    assert (spec.team, spec.level, list(spec.environments)) == ("fraud", 0, ["dev", "prod"])


def test_environment_settings_are_merged_over_the_teams():
    spec = parse(SPEC)
    assert spec.settings_of("dev") == {
        "pond": {"cidr": "10.0.0.0/16", "fish": ["tench"], "days": 2}
    }
    assert spec.settings_of("prod") == {"pond": {"cidr": "10.0.0.0/16", "fish": ["carp", "koi"]}}
    assert (spec.region_of("dev"), spec.region_of("prod")) == ("eu-west-1", "us-east-1")


def test_an_environment_with_nothing_behind_it_differs_in_nothing():
    spec = parse(SPEC[: SPEC.index("environments")] + "environments:\n  dev:\n")
    assert spec.settings_of("dev") == spec.settings


def test_a_misspelt_setting_is_reported_with_its_line_and_the_nearest_name():
    assert messages(SPEC.replace("cidr:", "cidrr:")) == [
        "stacks/fraud.yaml:8: settings.pond.cidrr: unknown field, did you mean 'cidr'"
    ]


def test_a_misspelt_field_of_the_spec_is_reported_with_the_nearest_name():
    assert messages(SPEC.replace("owner:", "ownr:")) == [
        "stacks/fraud.yaml: owner: is required, got nothing",
        "stacks/fraud.yaml:3: ownr: unknown field, did you mean 'owner'",
    ]


def test_a_setting_of_one_environment_is_reported_where_it_was_written():
    assert messages(SPEC.replace("days: 2", "days: 20")) == [
        "stacks/fraud.yaml:13: environments.dev.settings.pond.days: must be 1 to 9, got 20"
    ]


def test_a_setting_of_the_team_is_reported_once_however_many_environments_have_it():
    text = SPEC.replace("cidr: 10.0.0.0/16", "days: 0").replace("days: 2, ", "")
    assert messages(text) == ["stacks/fraud.yaml:8: settings.pond.days: must be 1 to 9, got 0"]


def test_contradictions_are_found_beside_misspelt_fields():
    found = messages(SPEC.replace("cidr: 10.0.0.0/16", "cidrr: x\n    days: 0"))
    assert [line.split(": ", 2)[1] for line in found] == [
        "settings.pond.cidrr",
        "settings.pond.days",
    ]


class Park(Garden):
    level: ClassVar[MaturityLevel] = MaturityLevel.PIPELINE_AUTOMATION

    bench: PondSettings = Field(default_factory=dict)
    """A place to sit."""


def test_a_field_of_a_higher_level_is_told_from_a_misspelt_one():
    text = SPEC.replace("  pond:\n", "  bench: {}\n  benhc: {}\n  pond:\n")
    with pytest.raises(SpecError) as error:
        parse_spec(text.encode(), {**BLUEPRINTS, 1: Park}, file="stacks/fraud.yaml")
    assert str(error.value).splitlines() == [
        "stacks/fraud.yaml:7: settings.bench: is a field of level 1, got level 0",
        "stacks/fraud.yaml:8: settings.benhc: unknown field, known are pond, protect_data, trees",
    ]


def test_what_is_left_without_the_fields_of_a_higher_level_comes_with_the_error():
    text = SPEC.replace("pond: {", "bench: {days: 2}\n      pond: {")
    with pytest.raises(HigherLevelError) as error:
        parse_spec(text.encode(), {**BLUEPRINTS, 1: Park}, file="stacks/fraud.yaml")
    assert error.value.rest == parse(SPEC)
    assert str(error.value).splitlines() == [
        "stacks/fraud.yaml:13: environments.dev.settings.bench: is a field of level 1, got level 0",
    ]


def test_a_level_without_a_blueprint_is_refused():
    assert messages(SPEC.replace("level: 0", "level: 3")) == [
        "stacks/fraud.yaml:2: level: must be 0 (manual), got 3"
    ]


def test_a_region_without_sagemaker_is_refused():
    assert messages(SPEC.replace("region: eu-west-1", "region: us-isob-west-1")) == [
        "stacks/fraud.yaml:5: region: must be an AWS region that has SageMaker, "
        "did you mean 'us-isob-east-1', got 'us-isob-west-1'"
    ]


def test_a_number_where_a_text_belongs_says_how_to_write_it():
    assert messages(SPEC.replace('"4711"', "4711")) == [
        "stacks/fraud.yaml:4: cost_center: must be a text, got 4711; put it in quotes"
    ]


def test_an_account_that_loses_its_leading_zero_is_refused():
    (found,) = messages(SPEC.replace('"314159265358"', "014159265358"))
    assert "quotes" in found


@pytest.mark.parametrize(
    "team",
    ["Fraud", "fraud_ml", "-fraud", "fraud-", "4fraud", "f" * 21, "aws-fraud", "", "betrügt"],
)
def test_a_team_that_cannot_start_a_resource_name_is_refused(team):
    (found,) = messages(SPEC.replace("team: fraud", f'team: "{team}"'))
    assert found.startswith("stacks/fraud.yaml:1: team: must ")


def test_a_team_that_differs_from_the_file_name_is_refused(tmp_path):
    path = tmp_path / "vision.yaml"
    path.write_text(SPEC)
    with pytest.raises(SpecError, match="team: must be 'vision', as the name of the file says"):
        load_spec(path, BLUEPRINTS)


@pytest.mark.parametrize(
    "value",
    [
        "CHANGEME",
        "TODO",
        "<your cidr>",
        "arn:aws:kms:eu-west-1:<account>:key/1",
        "arn:aws:kms:eu-west-1:123456789012:key/1",
        "111111111111",
        "you@example.com",
    ],
)
def test_placeholders_are_refused_wherever_they_are(value):
    (found,) = messages(SPEC.replace("cidr: 10.0.0.0/16", f'cidr: "{value}"'))
    assert found.startswith("stacks/fraud.yaml:8: settings.pond.cidr: must be a real value")


@pytest.mark.parametrize("value", ["loss: (?P<loss>.*)", "todo-list", "a@acme.example", "1234"])
def test_texts_that_only_resemble_placeholders_are_taken(value):
    parse(SPEC.replace("cidr: 10.0.0.0/16", f'cidr: "{value}"'))


def test_all_problems_of_a_file_come_at_once():
    text = SPEC.replace("team: fraud", "team: Fraud").replace("level: 0", "level: 7")
    text = text.replace("eu-west-1", "nowhere").replace("dev:", "Dev:")
    fields = [line.split(": ")[1] for line in messages(text)]
    assert fields == ["team", "level", "region", "environments.Dev"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "stacks/fraud.yaml: must hold a mapping, got an empty file"),
        (b"# nothing\n", "stacks/fraud.yaml: must hold a mapping, got an empty file"),
        (b"- a\n", "stacks/fraud.yaml:1: must hold a mapping, got a list"),
        (b"fraud\n", "stacks/fraud.yaml:1: must hold a mapping, got the text 'fraud'"),
        (b"a: 1\n\xff", "stacks/fraud.yaml:2: must be UTF-8 text, got byte 0xff"),
        (b"\x00\x01", "stacks/fraud.yaml: must be a text file, got binary data"),
        (b"a:\n\tb: 1", "stacks/fraud.yaml:2: must be indented with spaces, got a tab"),
        (b"a: 1\n---\nb: 1", "stacks/fraud.yaml:2: must be one YAML document, got a second one"),
        (b"#" * 300_000, "stacks/fraud.yaml: must be at most 262144 bytes, got 300000"),
        (b"[" * 2_000, "stacks/fraud.yaml: must be a flat mapping, got values nested too deeply"),
        (b"a: &a [*a]", "stacks/fraud.yaml:1: a[0]: must not contain itself"),
        (b"a: !!python/object:x y", "stacks/fraud.yaml:1: a: must be a plain value, got 'y'"),
    ],
)
def test_files_that_are_no_spec_get_one_clear_message(content, expected):
    with pytest.raises(SpecError) as error:
        parse_spec(content, BLUEPRINTS, file="stacks/fraud.yaml")
    assert any(line.startswith(expected) for line in str(error.value).splitlines())


def test_a_field_given_twice_is_refused():
    found = messages(f"{SPEC}team: other\n")
    assert found == [
        "stacks/fraud.yaml:17: team: must be given once, got it on line 1 too",
    ]


def test_aliases_that_multiply_are_refused():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert any("must hold at most 20000 values" in line for line in messages(bomb))


def test_a_missing_file_is_one_message(tmp_path):
    with pytest.raises(SpecError) as error:
        load_spec(tmp_path / "no.yaml", BLUEPRINTS, file="stacks/no.yaml")
    assert (
        str(error.value) == "stacks/no.yaml: must be a readable file, got no such file or directory"
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3)
    ),
    max_leaves=6,
)
fields = st.sampled_from(
    [
        "team",
        "level",
        "owner",
        "cost_center",
        "region",
        "settings",
        "environments",
        "policy_packs",
        "exceptions",
    ]
)


@settings(max_examples=100 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_spec_or_a_spec_error(content):
    _spec_or_error(content)


@settings(max_examples=100 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed=st.dictionaries(fields, values, max_size=3), pond=values, environment=values)
def test_any_structure_is_a_spec_or_a_spec_error(changed, pond, environment):
    data = {
        "team": "fraud",
        "level": 0,
        "owner": "a@b.example",
        "cost_center": "1",
        "region": "eu-west-1",
        "settings": {"pond": pond},
        "environments": {"dev": environment},
        **changed,
    }
    _spec_or_error(yaml_text(data).encode())


def _spec_or_error(content: bytes) -> None:
    try:
        found = parse_spec(content, BLUEPRINTS, file="f")
    except SpecError as error:
        found = error.found
    assert found
