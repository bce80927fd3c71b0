"""What the engine sets right by itself, in process and as a policy pack."""

import pytest

from plan.plan import UNKNOWN, Resource
from policies.catalogue import all_rules
from policies.check import check
from policies.pack import Level, Pack, strictest
from policies.pack_file import our_pack
from policies.places import OURS
from policies.repair import setting
from policies.rule import Rule, rule
from policies.testing import resource, said, stack
from tests.policies.analyzer import running
from tests.policies.test_every_rule import cases_of

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
KEY = "aws:kms/key:Key"

REPAIRING = [rule for rule in all_rules() if isinstance(rule, Rule) and rule.repair]
REPAIR = our_pack("repair")

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s"}


@pytest.fixture(scope="module")
def analyzer():
    with running(OURS / "repair") as (asked, _):
        yield asked


def test_enough_rules_know_a_repair_and_the_pack_has_them_all():
    assert len(REPAIRING) >= 3
    repaired = {name for name, level in REPAIR.levels.items() if level is Level.REMEDIATE}
    assert repaired == {rule.name for rule in REPAIRING}


@pytest.mark.parametrize("rule", REPAIRING, ids=lambda r: r.name)
def test_what_is_repaired_keeps_the_rule(rule):
    for case in cases_of(rule).fails.values():
        for broken in case.resources:
            inputs = rule.repair(broken.inputs)
            assert said(rule, Resource(broken.urn, broken.type, broken.name, inputs)) == []


def test_a_check_says_what_would_be_set_and_lets_it_pass():
    template = resource(TEMPLATE, "gpu", metadataOptions={"httpTokens": "optional"})
    (found,) = check(stack(template), REPAIR)
    assert found.level is Level.REMEDIATE
    assert not found.blocks
    assert found.message == (
        "set http_tokens of metadata_options to 'required', got 'optional'\n"
        "the engine sets metadataOptions.httpTokens = 'required'"
    )


def test_what_the_repair_leaves_stops_the_deployment():
    @rule(applies_to=KEY, why="x", source="us", repair=setting(enableKeyRotation=True))
    def key_is_good(props):
        """Keys rotate and have a description."""
        if not props.get("enableKeyRotation"):
            yield "rotate it"
        if not props.get("description"):
            yield "describe it"

    pack = Pack("x", "x", Level.REMEDIATE)
    found = check(stack(resource(KEY)), pack, [key_is_good])
    assert [(f.message, f.level, f.blocks) for f in found] == [
        ("rotate it\nthe engine sets enableKeyRotation = True", Level.REMEDIATE, False),
        ("describe it", Level.MANDATORY, True),
    ]


def test_a_repair_that_fails_leaves_the_violation():
    def fails(inputs):
        return {**inputs, "bits": inputs["nowhere"]}

    @rule(applies_to=KEY, why="x", source="us", repair=fails)
    def key_is_long(_props):
        """Keys are long."""
        yield "make it longer"

    (found,) = check(stack(resource(KEY)), Pack("x", "x", Level.REMEDIATE), [key_is_long])
    assert (found.message, found.blocks) == ("make it longer", True)


def test_what_is_not_decided_is_not_repaired(analyzer):
    unknown = resource(KEY, enableKeyRotation=UNKNOWN)
    (found,) = check(stack(unknown), REPAIR)
    assert found.undecided
    assert not found.blocks
    assert analyzer.remediate(unknown) == []


def test_together_with_the_baseline_it_is_repaired_too():
    both = strictest([our_pack("baseline"), REPAIR], [rule.name for rule in all_rules()])
    assert both.level("key-rotates") is Level.REMEDIATE
    assert both.level("one-encryption-key") is Level.MANDATORY


def test_the_engine_goes_on_with_the_repaired_inputs(analyzer):
    template = resource(TEMPLATE, "gpu", imageId=UNKNOWN, metadataOptions={"httpEndpoint": "on"})
    (remediation,) = analyzer.remediate(template)
    assert remediation.policyName == "machine-requires-imdsv2"
    assert dict(remediation.properties["metadataOptions"]) == {
        "httpEndpoint": "on",
        "httpTokens": "required",
    }
    assert remediation.properties["imageId"] == "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
    inputs = {**template.inputs, "metadataOptions": {"httpTokens": "required"}}
    assert analyzer.analyze(resource(TEMPLATE, "gpu", **inputs)) == []


def test_secrets_stay_secrets(analyzer):
    (remediation,) = analyzer.remediate(resource(TEMPLATE, "gpu", userData=SECRET))
    assert dict(remediation.properties["userData"]) == SECRET


def test_what_keeps_the_rule_is_left_alone(analyzer):
    assert analyzer.remediate(resource(KEY, enableKeyRotation=True)) == []
