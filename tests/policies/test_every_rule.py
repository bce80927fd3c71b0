"""Runs the cases of every rule; they lie in `rules/<topic>/test_<rule>.py`, as the rules do."""

import importlib.util
import json
from pathlib import Path

import pulumi_aws
import pulumi_aws_native
import pytest
from pulumi.runtime import rpc

from policies.catalogue import all_rules, topics
from policies.rule import PlanRule, Rule
from policies.testing import Case, Cases, said

HERE = Path(__file__).parent


def cases_of(rule: Rule | PlanRule) -> Cases:
    stem = rule.name.replace("-", "_")
    path = HERE / "rules" / topics()[rule.name] / f"test_{stem}.py"
    assert path.exists(), f"{path.relative_to(HERE.parents[1])}: must hold the cases of the rule"
    spec = importlib.util.spec_from_file_location(stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


def every(kind: str) -> list[object]:
    return [
        pytest.param(
            rule,
            case if isinstance(case, Case) else Case(case),
            id=f"{rule.name}: {title}",
        )
        for rule in all_rules()
        for title, case in getattr(cases_of(rule), kind).items()
    ]


@pytest.mark.parametrize(("rule", "case"), every("passes"))
def test_passes(rule, case):
    assert said(rule, *case.resources) == []


@pytest.mark.parametrize(("rule", "case"), every("fails"))
def test_fails_and_says_what_to_fix(rule, case):
    assert said(rule, *case.resources) == list(case.says)
    assert case.says


@pytest.mark.parametrize(("rule", "case"), every("not_known"))
def test_with_values_not_known_it_says_so_or_needs_them_not(rule, case):
    assert said(rule, *case.resources) == list(case.says)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_has_a_case_of_each_kind_and_says_what_it_is(rule):
    cases = cases_of(rule)
    assert cases.passes
    assert cases.fails
    assert cases.not_known
    assert rule.requirement.endswith(".")
    assert rule.why
    assert not rule.why.endswith(".")
    assert rule.source


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_applies_to_types_that_exist(rule):
    assert pulumi_aws.Provider
    assert pulumi_aws_native.Provider
    for token in rule.applies_to:
        if token != "pulumi:pulumi:Stack":
            package, module, _ = token.split(":")
            registered = rpc.get_resource_module(package, module, "")
            assert token in getattr(registered, "mod_info", {}).get("classes", {}), token


def test_the_cases_lie_where_the_rules_lie():
    expected = {f"{topic}/test_{name.replace('-', '_')}.py" for name, topic in topics().items()}
    found = {p.relative_to(HERE / "rules").as_posix() for p in (HERE / "rules").rglob("test_*.py")}
    assert found == expected
    assert json.dumps(sorted(expected))
