"""Each rule with a request that it refuses, in these words, and one that is as near as allowed."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox import rules
from sandbox.rules import refusals, rule
from sandbox.rules.partly_known import NotKnown, partly_known
from tests.yaml_file import read_cases

CASES = {
    f"{file.stem}.{name}": case
    for file in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
    for name, case in read_cases(file).items()
}
"""By module and function."""


def function(case: str) -> Any:
    module, name = case.split(".")
    return getattr(importlib.import_module(f"sandbox.rules.{module}"), name)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_refuses_in_awss_words_and_lets_pass_what_is_next_to_it(case: str) -> None:
    assert function(case)(CASES[case]["refused"]) == CASES[case]["said"]
    assert function(case)(CASES[case]["accepted"]) is None


def test_every_rule_has_a_case() -> None:
    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"sandbox.rules.{module.name}")
    registered = {
        f"{asked.__module__.rsplit('.', 1)[1]}.{asked.__name__}"
        for entries in vars(rules)["_rules"].values()
        for asked, _, _ in entries
    }
    assert registered == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_nothing_of_values_that_are_not_known_yet(case: str) -> None:
    params = dict.fromkeys(CASES[case]["refused"], UNKNOWN)
    assert _says(case, params) is None


def test_a_rule_is_asked_of_what_is_known_beside_what_is_not() -> None:
    @rule("tests", "Create", at="Size", code="TooLarge")
    def size(params: Any) -> str | None:
        return "too large" if params["Size"] > 2 else None

    def asked(**params: Any) -> list[tuple[str, str]]:
        found = refusals("tests", "Create", params)
        return [(refusal.message, refusal.code) for refusal in found]

    assert size is not None
    assert asked(Size=3, Name=UNKNOWN) == [("too large", "TooLarge")]
    assert asked(Size=2, Name=UNKNOWN) == asked(Size=UNKNOWN, Name="a") == []


def _says(case: str, params: dict[str, Any]) -> str | None:
    try:
        return function(case)(partly_known(params))
    except NotKnown:
        return None
