"""Rows: each with a request that it refuses, in these words, and one as near as allowed."""

import re
import tomllib
from pathlib import Path
from typing import Any

import jmespath
import pytest

import sandbox.rules.rows
from plan.plan import UNKNOWN
from sandbox import rules
from sandbox.rules.lines import table
from sandbox.rules.partly_known import partly_known
from sandbox.rules.rows import Row, refused_by_row
from sandbox.service_model import service_model
from tests.yaml_file import read_cases

FOLDER = Path(__file__).with_name("rows")
CASES = {
    (file.stem, name): case
    for file in sorted(FOLDER.glob("*.yaml"))
    for name, case in read_cases(file).items()
}
ROWS = {
    (file.stem, name): row
    for file in sorted(Path(rules.__file__).parent.glob("*.toml"))
    for name, row in tomllib.loads(file.read_text(encoding="utf-8")).get("refused", {}).items()
}
"""By service and name; a case has besides, for a row that asks, the `answer`."""
FUNCTIONS = {*vars(sandbox.rules.rows)["_Functions"].FUNCTION_TABLE}
MEMBERS = {"calls", "at", "when", "message", "code", "member", "asks", "with", "absent", "given"}


def row_of(case: tuple[str, str]) -> Row:
    service, name = case
    return table(service.replace("_", "-"))["refused"][name]


class Answering:
    """An account that gives one answer."""

    region, account = "eu-west-1", "000000000000"

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def answer_of(self, service: str, operation: str, params: Any) -> Any:
        return self._answer


def said(case: tuple[str, str], params: dict[str, Any], which: str) -> list[str]:
    answers = CASES[case].get("answer", {})
    account = Answering(answers.get(which, answers))
    return [text for _, text in refused_by_row(row_of(case), params, account)]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_row_refuses_in_awss_words_and_lets_pass_what_is_next_to_it(
    case: tuple[str, str],
) -> None:
    assert said(case, CASES[case]["refused"], "refused")[0] == CASES[case]["said"]
    assert said(case, CASES[case]["accepted"], "accepted") == []


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_row_says_nothing_of_values_that_are_not_known_yet(case: tuple[str, str]) -> None:
    params = dict.fromkeys(CASES[case]["refused"], UNKNOWN)
    assert said(case, partly_known(params), "refused") == []


def test_every_row_has_a_case_and_is_about_operations_that_there_are() -> None:
    assert set(ROWS) == set(CASES)
    for (service, name), row in ROWS.items():
        known: Any = service_model(service.replace("_", "-")).operation_names
        assert set(row["calls"].split()) <= set(known), name
        assert {*row} <= MEMBERS, name


def test_every_expression_of_a_row_can_be_read() -> None:
    for (service, name), row in ROWS.items():
        shown = [text for text in re.findall(r"\{([^{}]*)\}", row["message"]) if text]
        for text in (row["when"], *row.get("with", {}).values(), *shown):
            assert called(jmespath.compile(text).parsed) <= FUNCTIONS, (service, name, text)


def called(node: Any) -> set[str]:
    """Functions in an expression."""
    inner = [called(child) for child in node["children"] if isinstance(child, dict)]
    own = {node["value"]} if node["type"] == "function_expression" else set[str]()
    return own.union(*inner)


def test_functions_of_rows() -> None:
    about: Row = {
        "calls": "",
        "at": "Items",
        "when": "matches(Name, '[a-z]+') && twice(Tags) || without(keys(@), ['Name', 'Tags'])",
        "message": "{Name} has {twice(Tags)} twice, {request().Of}.",
    }
    request = {"Of": "it", "Items": [{"Name": "a", "Tags": [1, 2, 1]}, {"Name": "A"}]}
    assert list(refused_by_row(about, request)) == [("Items[0]", "a has 1 twice, it.")]
    more = {"Items": [{"Name": "A", "More": 1}]}
    assert [at for at, _ in refused_by_row({**about, "member": "More"}, more)] == ["Items[0].More"]
