import ast
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from components.functions import analyse_predictions as analyse

ROOT = Path(__file__).parents[3]
MONITORS = {
    "data_quality": {"features": [], "drift_threshold": 0.2, "missing_threshold": 0.05},
    "model_quality": {
        "problem": "classification",
        "metric": "f1",
        "decline": 0.1,
        "label_delay_hours": 24,
        "cutoff": 0.5,
    },
    "explainability": {"similarity": 0.9},
    "bias": {"facet": "city", "disadvantaged": ["bern"], "threshold": 0.1, "cutoff": 0.5},
}


def cases(count: int, *, seed: int, older: int = 0, harsh: bool = False) -> list[tuple[Any, ...]]:
    """Age, city, score and truth; young people of either city churn."""
    draw = random.Random(seed)
    found = list[tuple[Any, ...]]()
    for _ in range(count):
        age, city = draw.randint(20, 60) + older, draw.choice(["bern", "basel"])
        truth = int(age < 40)
        score = 0.9 if truth and not (harsh and city == "bern") else 0.1
        found.append((age, city, score, truth))
    return found


def job(folder: Path, captured: list[tuple[Any, ...]], **monitors: Any) -> Path:
    """Lay out what SageMaker would bring to a processing job."""
    for channel in ("baseline", "captured", "answered", "labels", "config"):
        (folder / "input" / channel).mkdir(parents=True)
    lines = [",".join(map(str, case)) for case in cases(2000, seed=1)]
    header = "age,city,prediction,label"
    (folder / "input/baseline/baseline.csv").write_text("\n".join([header, *lines]))
    for channel in ("captured", "answered"):
        file = folder / "input" / channel / "data-capture/00/a.jsonl"
        file.parent.mkdir(parents=True)
        file.write_text("\n".join(json.dumps(capture(i, c)) for i, c in enumerate(captured)))
    (folder / "input/labels/l.jsonl").write_text(
        "\n".join(json.dumps(truth(i, case[3])) for i, case in enumerate(captured))
    )
    config = {
        "run": "fraud-dev-churn-mon-2026112100",
        "stamp": {"source": "fraud-dev-churn", "window_end": "2026-11-21 00:00:00"},
        "min_records": 100,
        "monitors": monitors or MONITORS,
    }
    (folder / "input/config/config.json").write_text(json.dumps(config))
    return folder


def capture(number: int, case: tuple[Any, ...]) -> dict[str, Any]:
    """One line as SageMaker captures it (SageMaker guide, "Capture data")."""
    asked, answer = ",".join(map(str, case[:2])), str(case[2])
    return {
        "captureData": {
            "endpointInput": {"mode": "INPUT", "data": asked, "encoding": "CSV"},
            "endpointOutput": {"mode": "OUTPUT", "data": answer, "encoding": "CSV"},
        },
        "eventMetadata": {"eventId": f"e-{number}", "inferenceTime": "2026-11-20T10:00:00Z"},
        "eventVersion": "0",
    }


def truth(number: int, label: object) -> dict[str, Any]:
    return {
        "groundTruthData": {"data": str(label), "encoding": "CSV"},
        "eventMetadata": {"eventId": f"e-{number}"},
        "eventVersion": "0",
    }


def run(folder: Path) -> tuple[dict[str, int], list[dict[str, Any]]]:
    analyse.main(folder, folder / "message")
    (report,) = (folder / "output/report").iterdir()
    return json.loads((folder / "message").read_text()), [
        json.loads(line) for line in report.read_text().splitlines()
    ]


def violated(findings: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(f["monitor"], f["subject"]) for f in findings if f["violated"]}


def test_traffic_like_the_baseline_violates_nothing(tmp_path: Path):
    summary, findings = run(job(tmp_path, cases(1000, seed=2)))
    assert summary == {"data_quality": 0, "bias": 0, "explainability": 0, "model_quality": 0}
    assert violated(findings) == set()
    assert {f["source"] for f in findings} == {"fraud-dev-churn"}


def test_older_people_are_drift_of_the_age_and_of_the_prediction(tmp_path: Path):
    summary, findings = run(job(tmp_path, cases(1000, seed=2, older=15)))
    assert violated(findings) >= {("data_quality", "age"), ("data_quality", "prediction")}
    assert ("data_quality", "city") not in violated(findings)
    assert summary["data_quality"] == 2


def test_a_model_that_turns_on_one_city_is_worse_and_biased(tmp_path: Path):
    _, findings = run(job(tmp_path, cases(1000, seed=2, harsh=True)))
    assert violated(findings) >= {("model_quality", "f1"), ("bias", "city")}
    (gap,) = (f for f in findings if f["measure"] == "parity_gap")
    assert gap["baseline"] < 0.1 < gap["value"]


def test_too_few_records_are_not_judged(tmp_path: Path):
    summary, findings = run(job(tmp_path, cases(99, seed=2)))
    assert (summary, findings) == ({}, [])


def test_only_the_monitors_that_are_on_report(tmp_path: Path):
    summary, _ = run(job(tmp_path, cases(200, seed=2), bias=MONITORS["bias"]))
    assert set(summary) == {"bias"}


def test_a_baseline_without_rows_fails_the_job_and_says_so(tmp_path: Path):
    folder = job(tmp_path, cases(200, seed=2))
    (folder / "input/baseline/baseline.csv").write_text("age,city,prediction\n")
    with pytest.raises(SystemExit):
        analyse.main(folder, folder / "message")
    assert (folder / "message").read_text() == "the baseline has no rows"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"data": "30,bern\n40,basel", "encoding": "CSV"}, {"data": "0.1\n0.9", "encoding": "CSV"}),
        (
            {"data": '{"instances": [[30, "bern"], [40, "basel"]]}', "encoding": "JSON"},
            {"data": '{"predictions": [[0.1], [0.9]]}', "encoding": "JSON"},
        ),
        (
            {
                "data": '[{"age": 30, "city": "bern"}, {"age": 40, "city": "basel"}]',
                "encoding": "JSON",
            },
            {"data": '[{"score": 0.1}, {"score": 0.9}]', "encoding": "JSON"},
        ),
    ],
)
def test_reads_several_cases_in_one_request(tmp_path: Path, asked: Any, answer: Any):
    record = {
        "captureData": {"endpointInput": asked, "endpointOutput": answer},
        "eventMetadata": {"eventId": "e", "inferenceId": "mine"},
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    rows = list(analyse.read_captured(tmp_path, ["age", "city"]))
    assert [str(r.features["age"]) for r in rows] == ["30", "40"]
    assert [str(r.prediction) for r in rows] == ["0.1", "0.9"]
    assert {r.key for r in rows} == {"mine"}


def test_reads_one_case_as_a_flat_list(tmp_path: Path):
    record = {
        "captureData": {
            "endpointInput": {"data": '[30, "bern"]', "encoding": "JSON", "mode": "INPUT"},
            "endpointOutput": {"data": "0.5", "encoding": "JSON", "mode": "OUTPUT"},
        },
        "eventMetadata": {"eventId": "e"},
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (row,) = analyse.read_captured(tmp_path, ["age", "city"])
    assert row.features == {"age": 30, "city": "bern"}
    assert row.prediction == 0.5


def test_reads_the_results_of_batch_inference(tmp_path: Path):
    (tmp_path / "part.csv.out").write_text("30,bern,0.1\n40,basel,0.9\n")
    rows = list(analyse.read_captured(tmp_path, ["age", "city"]))
    assert [(r.features["city"], r.prediction) for r in rows] == [("bern", "0.1"), ("basel", "0.9")]


@pytest.mark.parametrize("script", ["analyse_predictions", "model_statistics"])
def test_runs_on_the_python_of_the_image(script: str):
    source = (ROOT / f"components/functions/{script}.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    assert "from __future__ import annotations" in source


def test_starts_as_the_job_starts_it_with_nothing_but_its_two_files(tmp_path: Path):
    package = tmp_path / "code/components/functions"
    package.mkdir(parents=True)
    for script in ("analyse_predictions", "model_statistics"):
        text = (ROOT / f"components/functions/{script}.py").read_text()
        (package / f"{script}.py").write_text(text)
    ran = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(tmp_path / 'code')!r});"
            "import components.functions.analyse_predictions as a; print(a.MOST_ROWS)",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "200000"


def test_a_window_of_labels_alone_is_judged_too(tmp_path: Path):
    folder = job(tmp_path, cases(200, seed=2))
    shutil.rmtree(folder / "input/captured")
    summary, _ = run(folder)
    assert set(summary) == {"model_quality"}
