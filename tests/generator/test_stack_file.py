import pytest

from generator.generate import generate, stack_config
from generator.stack_file import State, read_stack_file
from tests.generator.support import SPEC, parse

PATH = "stacks/Pulumi.fraud-dev.yaml"
ADDED = """\
  aws:profile: fraud-dev
  fraud:token:
    secure: v1:abc=
encryptionsalt: v1:def=
"""


def state(text: str, spec: str = SPEC) -> State:
    return read_stack_file(text.encode()).state(stack_config(parse(spec), "dev"))


@pytest.fixture
def text():
    return generate(parse(SPEC))[PATH]


def test_a_fresh_file_is_current(text):
    assert state(text) is State.CURRENT


def test_what_pulumi_writes_is_no_edit(text):
    assert state(text + ADDED) is State.CURRENT


def test_layout_is_no_edit(text):
    header, config = text.split("config:\n")
    quoted = config.replace("  aws:region: eu-west-1\n", '  "aws:region":   "eu-west-1"\n')
    wider = "".join(f"  {line}\n" for line in quoted.splitlines())
    assert state(f"{header}config:\n{wider}") is State.CURRENT


def test_a_file_of_an_earlier_spec_is_stale(text):
    assert state(text, SPEC.replace("days: 2", "days: 3")) is State.STALE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("eu-west-1", "eu-west-3"),
        ("days: 2", "days: 3"),
        ("  stepwell:team: fraud\n", ""),
        ('  stepwell:level: "0"\n', '  stepwell:level: "0"\n  stepwell:levle: "1"\n'),
    ],
)
def test_a_generated_value_changed_by_hand_is_an_edit(text, before, after):
    assert state(text.replace(before, after)) is State.EDITED


def test_an_edit_is_seen_after_the_spec_changed_too(text):
    edited = text.replace("days: 2", "days: 3")
    assert state(edited, SPEC.replace("days: 2", "days: 4")) is State.EDITED


def test_an_edit_that_the_spec_followed_is_current(text):
    edited = text.replace("days: 2", "days: 3")
    assert state(edited, SPEC.replace("days: 2", "days: 3")) is State.CURRENT


@pytest.mark.parametrize("broken", ["config: [", "config: 3\n", "<<<<<<< HEAD\n", "\x00"])
def test_a_file_that_is_no_configuration_is_unreadable(broken):
    assert state(broken) is State.UNREADABLE


def test_everything_that_people_and_pulumi_added_survives(text):
    commented = text.replace("config:\n", "# asked for by the auditors\nconfig:\n")
    newer = generate(parse(SPEC.replace("days: 2", "days: 3")))[PATH]
    result = read_stack_file((commented + ADDED).encode()).carried_over(newer)
    kept = read_stack_file(result.encode())
    assert kept.added == {"aws:profile": "fraud-dev", "fraud:token": {"secure": "v1:abc="}}
    assert kept.pulumi == {"encryptionsalt": "v1:def="}
    assert "# asked for by the auditors\n" in result
    assert "days: 3" in result
    assert state(result, SPEC.replace("days: 2", "days: 3")) is State.CURRENT
    assert kept.carried_over(newer) == result
