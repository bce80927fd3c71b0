from pathlib import Path

import pytest

from policies.catalogue import all_rules
from policies.check import check
from policies.choice import pack_of_all, packs_of_stack
from policies.errors import PolicyError
from policies.pack import Level
from policies.pack_file import our_pack
from policies.places import OURS, our_packs
from tests.blueprints.support import compose

HERE = Path(__file__).parent


def chosen(**what) -> tuple[str, ...]:
    return packs_of_stack(
        **{"level": 1, "environment": "dev", "data_class": "internal", **what},
    )


@pytest.mark.parametrize(
    ("what", "packs"),
    [
        ({}, ("baseline", "level-1")),
        ({"level": 2}, ("baseline", "level-2")),
        ({"environment": "prod"}, ("baseline", "level-1", "production")),
        ({"environment": "cost"}, ("baseline", "level-1")),
        ({"data_class": "confidential"}, ("baseline", "level-1")),
        ({"data_class": "regulated"}, ("baseline", "level-1", "regulated")),
        ({"named": ["cost", "baseline"]}, ("baseline", "level-1", "cost")),
    ],
)
def test_level_environment_and_data_class_choose_and_a_team_adds(what, packs):
    assert chosen(**what) == packs


def test_of_several_packs_the_strictest_level_of_each_rule_counts():
    both = pack_of_all(["baseline", "cost"], HERE)
    assert our_pack("baseline").level("stack-has-budget") is Level.ADVISORY
    assert both.level("stack-has-budget") is Level.MANDATORY
    assert both.level("public-api-has-firewall") is Level.ADVISORY
    assert both.level("key-rotates") is Level.MANDATORY


def test_a_pack_that_has_a_say_about_few_rules_leaves_the_others_alone():
    alone = pack_of_all(["cost"], HERE)
    assert alone.level("stack-has-budget") is Level.MANDATORY
    assert alone.level("key-rotates") is Level.DISABLED


def test_a_pack_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(PolicyError) as error:
        pack_of_all(["baselin"], HERE)
    assert str(error.value) == (
        f"policy pack: must be one of {', '.join(our_packs())}, a folder with a pack.yaml "
        "or rules, or a package with one, got 'baselin', did you mean 'baseline'"
    )


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("level-1", "captured-data-is-monitored"),
        ("level-2", "version-waits-for-approval"),
        ("production", "endpoint-has-two-instances"),
        ("production", "key-waits-before-deletion"),
        ("regulated", "model-card-rates-risk"),
        ("cost", "stack-has-budget"),
    ],
)
def test_a_pack_asks_for_what_the_baseline_does_not(name, asked):
    assert our_pack("baseline").level(asked) in (Level.ADVISORY, Level.DISABLED)
    assert our_pack(name).level(asked) is Level.MANDATORY


@pytest.mark.parametrize("name", [name for name in our_packs() if name not in ("cost", "repair")])
def test_no_pack_is_less_strict_than_the_baseline(name):
    both = pack_of_all(["baseline", name], HERE)
    for rule in all_rules():
        assert both.level(rule.name) is our_pack(name).level(rule.name), rule.name


@pytest.mark.parametrize("level", [0, 1, 2])
def test_what_data_class_and_level_bring_up_by_default_keeps_the_packs_they_choose(level):
    names = chosen(level=level, environment="prod", data_class="regulated")
    plan = compose({"data_class": "regulated"}, level=level)
    assert [str(f) for f in check(plan, pack_of_all(names, HERE)) if f.blocks] == []


@pytest.mark.parametrize("name", our_packs())
def test_the_engine_shows_what_the_pack_says_about_itself(name):
    settings = (OURS / name / "PulumiPolicy.yaml").read_text()
    assert settings.startswith(f"description: {our_pack(name).description}\n")
    assert (OURS / name / "__main__.py").read_bytes() == (
        OURS / "baseline" / "__main__.py"
    ).read_bytes()
