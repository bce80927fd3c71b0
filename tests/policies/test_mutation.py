"""Each rule notices when what it reads is weakened; `python -m tests.policies.test_mutation`."""

import functools
import sys
from collections.abc import Iterator

import pytest

from blueprints import BLUEPRINTS
from cli.checks.context import StackContext
from cli.docs import ROOT
from generator.loader import load_spec
from policies.catalogue import all_rules
from policies.mutation import Sample, Score, score_of
from policies.rule import PlanRule, Rule, rule
from policies.testing import resource, stack
from tests.policies.test_every_rule import cases_of

EXAMPLES = (("demand", "dev"), ("vision", "prod"))
"""Stacks of the example teams that together have almost every type of resource."""

TOPIC = "aws:sns/topic:Topic"


@functools.cache
def examples() -> tuple[Sample, ...]:
    specs = {t: load_spec(ROOT / "stacks" / f"{t}.yaml", BLUEPRINTS) for t, _ in EXAMPLES}
    return tuple(Sample(StackContext(ROOT, specs[t], e).plan) for t, e in EXAMPLES)


def samples(rule: Rule | PlanRule) -> Iterator[Sample]:
    """The cases in which the rule's own test has it pass, then the examples."""
    for resources in cases_of(rule).passes.values():
        yield Sample(stack(*resources))
    yield from examples()


@functools.cache
def score(rule: Rule | PlanRule) -> Score:
    broken = [r for case in cases_of(rule).fails.values() for r in case.resources]
    return score_of(rule, samples(rule), broken)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_a_rule_notices_that_what_it_reads_is_weakened(rule):
    found = score(rule)
    assert found.read, "it was tried on nothing"
    assert found.noticed, f"it minds none of {sorted(found.read)}"


def test_of_all_that_rules_read_they_mind_most():
    found = [score(rule) for rule in all_rules()]
    share = sum(len(s.noticed) for s in found) / sum(len(s.read) for s in found)
    assert share > 0.6, (
        f"{share:.0%}; python -m tests.policies.test_mutation says which they do not"
    )


def test_a_rule_that_minds_nothing_scores_zero():
    @rule(applies_to=TOPIC, why="x", source="us")
    def reads_in_vain(props):
        """Topics have a name."""
        if props.get("name") == props.get("displayName") == 17.5:
            yield "never said"

    found = score_of(reads_in_vain, [Sample(stack(resource(TOPIC, name="a", displayName="b")))])
    assert (found.read, found.noticed, found.share) == (
        {"Topic.name", "Topic.displayName"},
        set(),
        0.0,
    )


def test_values_of_broken_resources_are_tried():
    @rule(applies_to=TOPIC, why="x", source="us")
    def short_name(props):
        """Names are short."""
        if len(props["name"]) > 80:
            yield "shorten it"

    kept = [Sample(stack(resource(TOPIC, name="news", policy="x")))]
    assert score_of(short_name, kept).share == 0
    found = score_of(short_name, kept, [resource(TOPIC, name="".join(["n"] * 81))])
    assert found.noticed == {"Topic.name"}


def main() -> None:
    """Print the score of each rule, the lowest first."""
    found = sorted((score(rule) for rule in all_rules()), key=lambda s: (s.share, s.rule))
    for s in found:
        count = f"{len(s.noticed)}/{len(s.read)}"
        left = ", ".join(sorted(s.read - s.noticed))
        sys.stdout.write(f"{s.share:4.0%} {count:>6} {s.rule}{left and f'  minds not: {left}'}\n")
    noticed, read = (
        sum(len(x) for x in sets)
        for sets in zip(*((s.noticed, s.read) for s in found), strict=True)
    )
    sys.stdout.write(f"{noticed / read:4.0%} {noticed} of {read} properties, {len(found)} rules\n")


if __name__ == "__main__":
    main()
