"""Lines: what each sentence refuses, and each line of a service with a request next to allowed."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox import rules
from sandbox.rules.lines import lines, lines_of, refused_by
from sandbox.rules.partly_known import partly_known
from sandbox.service_model import service_model
from tests.yaml_file import read_yaml

SENTENCES = [
    # sentence, refused, at, accepted
    ("A excludes B", {"A": 1, "B": 2}, "A", {"A": 1, "B": ""}),
    ("A x excludes B", {"A": "x", "B": 2}, "B", {"A": "y", "B": 2}),
    ("A excludes B false", {"A": 1, "B": False}, "A", {"A": 1, "B": True}),
    ("A needs B", {"A": 1}, "B", {"A": 1, "B": 0}),
    ("A needs B or C", {"A": 1}, "B", {"A": 1, "C": 2}),
    ("A x y needs B z*", {"A": "y", "B": "a"}, "A", {"A": "y", "B": "zone"}),
    ("A only with B x unset", {"A": 1, "B": "y"}, "A", {"A": 1}),
    ("A.C only with B x", {"A": {"C": 1}, "B": "y"}, "A.C", {"A": {"D": 1}}),
    ("exactly one of A B", {"A": 1, "B": 2}, "A", {"B": 2}),
    ("exactly one of A B", {}, "A", {"A": 1}),
    ("at least one of A B", {"A": []}, "A", {"A": 1, "B": 2}),
    ("A at most B", {"A": 2, "B": "1"}, "A", {"A": 1, "B": 1}),
    ("A below B with C x", {"A": 1, "B": 1, "C": "x"}, "A", {"A": 1, "B": 1, "C": "y"}),
    ("A below B", {"A": "2030-01-02T00:00:00Z", "B": "2030-01-01"}, "A", {"A": "2030-01-01"}),
    ("A holds 1 to 2", {"A": [1, 2, 3]}, "A", {"A": [1, 2]}),
    ("A differ", {"A": [1, 1]}, "A", {"A": [1, 2]}),
    ("A differ in B", {"A": [{"B": 1}, {"B": 1}]}, "A", {"A": [{"B": 1}, {"B": 2}, {}, {}]}),
    ("A among B.C or D", {"A": 3, "B": [{"C": 1}], "D": 2}, "A", {"A": 2, "B": [], "D": 2}),
]
FOLDER = Path(__file__).with_name("lines")
FILES = [
    file
    for file in sorted(Path(rules.__file__).parent.glob("*.toml"))
    if (FOLDER / f"{file.stem}.yaml").exists()
]
CASES = [
    (file.stem, operation, line, case)
    for file in sorted(FOLDER.glob("*.yaml"))
    for operation, found in read_yaml(file).items()
    for line, case in found.items()
]


@pytest.mark.parametrize(("sentence", "refused", "at", "accepted"), SENTENCES)
def test_a_sentence(sentence: str, refused: Any, at: str, accepted: Any) -> None:
    about = lines({"Top.Items": [sentence]})
    ((path, said),) = refused_by(about, {"Top": {"Items": [accepted, refused]}})
    assert path == f"Top.Items[1].{at}"
    assert all(name in said for name in at.split(".")[-1:])
    assert list(refused_by(about, {"Top": {"Items": accepted}})) == []


def test_a_path_leads_into_json_and_through_lists() -> None:
    about = lines({"Body.widgets.width": "1 to 24", "Body": ["end needs start"]})
    body = json.dumps({"widgets": [{"width": 6}, {"width": 25}], "end": "now"})
    assert [at for at, _ in refused_by(about, {"Body": body})] == [
        "Body.widgets[1].width",
        "Body.start",
    ]
    assert list(refused_by(about, {"Body": "no JSON"})) == []


def test_a_line_says_nothing_of_what_is_not_known_yet() -> None:
    about = lines({"": ["A excludes B", "C needs D"], "A": "1 to 2"})
    given = partly_known({"A": UNKNOWN, "B": 1, "C": 1})
    assert [at for at, _ in refused_by(about, given)] == ["D"]


@pytest.mark.parametrize(
    ("service", "operation", "line", "case"), CASES, ids=[f"{s}-{o}-{n}" for s, o, n, _ in CASES]
)
def test_a_line_refuses_and_lets_pass_what_is_next_to_it(
    service: str, operation: str, line: str, case: dict[str, Any]
) -> None:
    about = [entry for entry in lines_of(service.replace("_", "-"), operation) if line in entry]
    assert list(refused_by(about, case["refused"])), case
    assert not list(refused_by(about, case["accepted"])), case


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lines_are_about_operations_that_there_are_and_each_has_a_case(file: Path) -> None:
    service = file.stem.replace("_", "-")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    found.pop("refused", None)
    operations = {name for names in found for name in names.split()}
    known: Any = service_model(service).operation_names
    assert operations <= set(known)
    said = {(o, line) for s, o, line, _ in CASES if s == file.stem}
    for names, entries in found.items():
        for path, line in lines(entries):
            assert any((o, n) in said for o in names.split() for n in (path, line)), (names, line)
