"""Runs the cases of every rule; they lie in `rules/<topic>/test_<rule>.py`, as the rules do."""

import importlib.util
from pathlib import Path

import pulumi_aws
import pulumi_aws_native
import pytest
from pulumi.runtime import rpc

from policies.catalogue import all_rules, topics
from policies.testing import Cases, verify

HERE = Path(__file__).parent


def cases_of(rule) -> Cases:
    stem = rule.name.replace("-", "_")
    path = HERE / "rules" / topics()[rule.name] / f"test_{stem}.py"
    assert path.exists(), f"{path.relative_to(HERE.parents[1])}: must hold the cases of the rule"
    spec = importlib.util.spec_from_file_location(stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_passes_fails_and_says_so_and_knows_what_it_does_not_know(rule):
    verify(rule, cases_of(rule))


def test_each_says_what_it_is():
    for rule in all_rules():
        assert rule.requirement.endswith("."), rule.name
        assert rule.why, rule.name
        assert not rule.why.endswith("."), rule.name
        assert rule.source, rule.name


def test_each_applies_to_types_that_exist():
    assert pulumi_aws.Provider
    assert pulumi_aws_native.Provider
    for token in {token for rule in all_rules() for token in rule.applies_to}:
        if token != "pulumi:pulumi:Stack":
            package, module, _ = token.split(":")
            registered = rpc.get_resource_module(package, module, "")
            assert token in getattr(registered, "mod_info", {}).get("classes", {}), token


def test_the_cases_lie_where_the_rules_lie():
    expected = {f"{topic}/test_{name.replace('-', '_')}.py" for name, topic in topics().items()}
    found = {p.relative_to(HERE / "rules").as_posix() for p in (HERE / "rules").rglob("test_*.py")}
    assert found == expected
