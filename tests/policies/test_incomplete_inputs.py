"""What somebody wrote in part, or wrongly, is said of the input: no rule fails over it."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from plan.plan import UNKNOWN, Resource
from policies.catalogue import all_rules
from policies.check import check
from policies.examine import examine
from policies.pack import Level, Pack
from policies.plan_view import PlanView
from policies.props import Props
from policies.rule import rule
from policies.testing import resource, stack
from tests.policies.test_every_rule import cases_of

Path = tuple[str | int, ...]

GONE = object()
IN_JSON = "…"
"""Stands in a path where a text is read as JSON."""

INSTEAD = (GONE, UNKNOWN, None, 7, "", "wrong", [], [7], {}, {"wrong": "wrong"})
OFTEN = 1
"""How often an input is tried in resources of the same types: cases of a rule are much alike."""


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    if isinstance(value, str) and value[:1] in ("{", "["):
        yield from paths(json.loads(value), (*at, IN_JSON))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*at, key)
            yield from paths(inner, (*at, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield (*at, index)
            yield from paths(inner, (*at, index))


def changed(value: Any, path: Path, instead: Any) -> Any:
    key, rest = path[0], path[1:]
    if key == IN_JSON:
        return json.dumps(changed(json.loads(value), rest, None if instead is UNKNOWN else instead))
    copy = dict(value) if isinstance(value, Mapping) else list(value)
    if rest:
        copy[key] = changed(copy[key], rest, instead)
    elif instead is GONE:
        del copy[key]
    else:
        copy[key] = instead
    return copy


def incomplete(
    resources: tuple[Resource, ...], seen: Counter[object]
) -> Iterator[tuple[Path, Any, list[Resource]]]:
    """Resources with one input of one of them left out, not known or of another type."""
    types = tuple(one.type for one in resources)
    for place, one in enumerate(resources):
        for path in paths(one.inputs):
            seen[types, place, path] += 1
            if seen[types, place, path] <= OFTEN:
                for instead in INSTEAD:
                    inputs = changed(one.inputs, path, instead)
                    worse = dataclasses.replace(one, inputs=inputs)
                    yield path, instead, [*resources[:place], worse, *resources[place + 1 :]]


def test_no_rule_fails_over_what_somebody_wrote_in_part_or_wrongly():
    tried, failed = 0, list[str]()
    for each in all_rules():
        cases = cases_of(each)
        seen = Counter[object]()
        for resources in (*cases.passes.values(), *(c.resources for c in cases.fails.values())):
            for path, instead, worse in incomplete(resources, seen):
                plan = stack(*worse)
                view = PlanView(plan)
                for one in plan:
                    if each.concerns(one.type, custom=one.custom):
                        tried += 1
                        failed += [
                            f"{each.name}, {path} {instead!r}: {outcome.message}"
                            for outcome in examine(each, Props(one), view)
                            if outcome.message.startswith("the rule failed")
                        ]
    assert tried > 10_000
    assert not failed, "\n".join(dict.fromkeys(failed))


@rule(applies_to="aws:sns/topic:Topic", why="x", source="us")
def reads_all_kinds(props):
    """Topics have inputs of each kind."""
    for statement in props.object("policy").objects("statements"):
        if statement["sid"] == "" or [*statement.texts("actions")] == ["*"]:
            yield "narrow it"
    if props.get("fifoTopic", False) is True or props.get("retries", 1) > 3:
        yield "retry less"


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({"policy": "wrong"}, "policy: must be an object, got 'wrong'"),
        ({"policy": {"statements": {}}}, "policy.statements: must be a list, got an object"),
        (
            {"policy": {"statements": ["wrong"]}},
            "policy.statements[0]: must be an object, got 'wrong'",
        ),
        ({"policy": {"statements": [{}]}}, "policy.statements[0].sid: must be given, got nothing"),
        (
            {"policy": {"statements": [{"sid": "a", "actions": [["x"]]}]}},
            "policy.statements[0].actions[0]: must be text, got a list",
        ),
        ({"retries": "many"}, "retries: must be a number, got 'many'"),
        ({"retries": "4"}, "retry less"),
    ],
)
def test_the_input_is_named_with_what_it_must_be(inputs, message):
    plan = stack(resource("aws:sns/topic:Topic", **inputs))
    (found,) = check(plan, Pack("strict", "All", Level.MANDATORY), [reads_all_kinds])
    assert (found.message, found.blocks) == (message, True)
