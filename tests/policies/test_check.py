import pytest

from plan.plan import UNKNOWN
from policies.catalogue import rule_in
from policies.check import check
from policies.errors import PolicyError
from policies.finding import Finding
from policies.pack import Level, Pack
from policies.rule import STACK, plan_rule, rule
from policies.testing import resource, stack

BUCKET = "aws:s3/bucket:Bucket"
STRICT = Pack("strict", "All", Level.MANDATORY)


@rule(applies_to=BUCKET, why="names are seen", source="us", remediation="rename it")
def short_name(props):
    """Bucket names are short."""
    if len(props["bucket"]) > 3:
        yield f"shorten it, got {props['bucket']!r}"


@rule(applies_to=BUCKET, why="rules have faults", source="us")
def faulty(props):
    """A rule that says something and then fails."""
    yield "said before"
    raise KeyError("oops")


@plan_rule(applies_to=STACK, why="order", source="us")
def two_buckets(_props, plan):
    """A stack has two buckets."""
    if len(plan.of_type(BUCKET)) != 2:
        yield "declare two"


def test_a_violation_is_a_finding_with_all_that_a_report_needs():
    (found,) = check(stack(resource(BUCKET, "raw", bucket="long-name")), STRICT, [short_name])
    assert found == Finding(
        rule="short-name",
        level=Level.MANDATORY,
        urn="urn:pulumi:fraud-dev::stepwell::aws:s3/bucket:Bucket::raw",
        resource="raw",
        type=BUCKET,
        message="shorten it, got 'long-name'",
        why="names are seen",
        remediation="rename it",
    )
    assert found.blocks


def test_what_cannot_be_decided_is_a_finding_that_does_not_block():
    (found,) = check(stack(resource(BUCKET, "raw", bucket=UNKNOWN)), STRICT, [short_name])
    assert found.undecided
    assert not found.blocks
    assert found.message == "not decided: bucket is known only after the deployment"


def test_a_rule_that_fails_is_a_violation_and_hides_nothing():
    plan = stack(resource(BUCKET, "raw", bucket="long-name"), resource(BUCKET, "b", bucket="b"))
    found = check(plan, STRICT, [faulty, short_name])
    assert [(f.resource, f.rule) for f in found] == [
        ("raw", "faulty"),
        ("raw", "faulty"),
        ("raw", "short-name"),
        ("b", "faulty"),
        ("b", "faulty"),
    ]
    assert found[0].message == "said before"
    assert found[1].message.startswith("the rule failed with KeyError('oops') at test_check.py:")
    assert found[1].blocks


def test_the_pack_says_how_strict():
    levels = {"short-name": Level.ADVISORY, "faulty": Level.DISABLED}
    pack = Pack("lenient", "Some", Level.MANDATORY, levels)
    found = check(
        stack(resource(BUCKET, "raw", bucket="long-name")), pack, [faulty, short_name, two_buckets]
    )
    assert [(f.rule, f.level, f.blocks) for f in found] == [
        ("two-buckets", Level.MANDATORY, True),
        ("short-name", Level.ADVISORY, False),
    ]


def test_a_pack_that_names_no_rule_is_refused_with_the_nearest():
    pack = Pack("mine", "Some", Level.MANDATORY, {"shortname": Level.ADVISORY})
    with pytest.raises(ValueError, match="pack mine") as error:
        check(stack(), pack, [short_name])
    assert str(error.value) == (
        "pack mine: must name rules that exist, got 'shortname'\ndid you mean 'short-name'?"
    )


def test_a_file_without_its_rule_is_refused(tmp_path, monkeypatch):
    topic = tmp_path / "policies" / "rules" / "data"
    topic.mkdir(parents=True)
    file = topic / "misnamed.py"
    file.write_text("")
    monkeypatch.setattr("policies.catalogue._RULES", topic.parent)
    monkeypatch.setattr("policies.rules.data.__path__", [str(topic)])
    with pytest.raises(PolicyError, match=r"misnamed\.py: must define a rule named misnamed, got"):
        rule_in(file)


def test_a_rule_states_its_requirement():
    with pytest.raises(ValueError, match="silent: must have a docstring"):

        @rule(applies_to=BUCKET, why="x", source="us")
        def silent(_props):
            yield "x"


def test_an_empty_plan_is_fine():
    assert check(stack(), STRICT, [short_name]) == []
