"""The test kit of policy rules: resources written by hand, and what a rule says about them.

A test of a rule names resources on which it passes, on which it fails with what it says, and some
whose values are not known yet:

    CASES = Cases(
        passes={"small": (resource(NOTEBOOK, instanceType="ml.t3.large"),)},
        fails={"large": Case((resource(NOTEBOOK, instanceType="ml.p3.large"),), ("it: …",))},
        not_known={"type": Case((resource(NOTEBOOK, instanceType=UNKNOWN),), ("it?: …",))},
    )

    def test_notebook_is_small():
        verify(notebook_is_small, CASES)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plan.plan import UNKNOWN, Plan, Resource
from policies.check import check
from policies.pack import Level, Pack
from policies.rule import PlanRule, Rule

__all__ = ["UNKNOWN", "Case", "Cases", "document", "resource", "said", "stack", "verify"]

_STACK = "urn:pulumi:fraud-dev::stepwell::pulumi:pulumi:Stack::stepwell-fraud-dev"
_EVERYTHING = Pack("tested", "Each rule, as strictly as can be", Level.MANDATORY)


@dataclass(frozen=True)
class Case:
    """Resources, and what the rule says about them: `name: message`, `name?: path` if undecided."""

    resources: tuple[Resource, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cases:
    """The cases of one rule, each kind by what is special about it."""

    passes: Mapping[str, tuple[Resource, ...]]
    """Resources about which the rule says nothing."""

    fails: Mapping[str, Case]
    """Resources that break the rule, and every message."""

    not_known: Mapping[str, Case]
    """Resources with values that AWS decides; says nothing where the rule does not need them."""


def resource(
    type_: str, name: str = "it", /, comes_from: Mapping[str, Resource] | None = None, **inputs: Any
) -> Resource:
    """Return a resource with these inputs, by their camelCase names.

    `comes_from` says of which other resource an input is an output: `{"kmsKeyId": key}`.
    """
    sources = comes_from or {}
    custom = type_.startswith(("aws:", "aws-native:"))
    return Resource(
        urn=f"urn:pulumi:fraud-dev::stepwell::{type_}::{name}",
        type=type_,
        name=name,
        inputs=inputs,
        parent=_STACK,
        dependencies=frozenset(source.urn for source in sources.values()),
        property_dependencies={key: frozenset({source.urn}) for key, source in sources.items()},
        custom=custom,
    )


def stack(*resources: Resource) -> Plan:
    """Return a plan of `resources` and the stack itself, `fraud-dev`."""
    root = Resource(urn=_STACK, type="pulumi:pulumi:Stack", name="stepwell-fraud-dev", custom=False)
    return Plan("fraud-dev", "stepwell", (root, *resources))


def document(*statements: Mapping[str, Any]) -> str:
    """Return a policy document of `statements`, which allow unless they say otherwise."""
    full = [{"Effect": "Allow", **statement} for statement in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": full})


def said(rule: Rule | PlanRule, *resources: Resource) -> list[str]:
    """Return what `rule` says: `name: message`, or `name?: path` where a value is not known."""
    found = check(stack(*resources), _EVERYTHING, [rule])
    return [
        f"{f.resource}?: {f.message.removeprefix('not decided: ').partition(' is known only')[0]}"
        if f.undecided
        else f"{f.resource}: {f.message}"
        for f in found
    ]


def verify(rule: Rule | PlanRule, cases: Cases) -> None:
    """Hold a rule to its cases.

    Raises:
        AssertionError: which names the case, what was expected and what the rule said.
    """
    for kind in ("passes", "fails", "not_known"):
        assert getattr(cases, kind), f"{rule.name}: must have a case that {_KINDS[kind]}, got none"
    for title, resources in cases.passes.items():
        _compare(rule, title, Case(resources))
    for title, case in cases.fails.items():
        assert case.says, f"{rule.name}, {title!r}: must say what the rule says, got nothing"
        _compare(rule, title, case)
    for title, case in cases.not_known.items():
        _compare(rule, title, case)


_KINDS = {"passes": "passes", "fails": "fails", "not_known": "has a value that is not known"}


def _compare(rule: Rule | PlanRule, title: str, case: Case) -> None:
    says = said(rule, *case.resources)
    expected = list(case.says)
    assert says == expected, f"{rule.name}, {title!r}: must say {expected}, said {says}"
