"""The baseline that an evaluation writes, up to the monitor that compares with it."""

import csv
import json
import math
from fnmatch import fnmatchcase

import pytest

from components.functions import analyse_predictions as analyse
from tests.components.monitor_support import allowed, monitor
from tests.components.pipeline_support import pipeline, step
from tests.components.support import statements
from tests.components.training_support import training
from tests.pipelines.steps_support import Registry, archive, table

MONITORS = {
    "data_quality": {"features": [], "drift_threshold": 0.2, "missing_threshold": 0.05},
    "model_quality": {"problem": "classification", "metric": "auc", "decline": 0.1, "cutoff": 0.5},
    "explainability": {"similarity": 0.9},
    "bias": {"facet": "age", "disadvantaged": ["7"], "threshold": 0.9, "cutoff": 0.5},
}


def chance(model, features):
    """A probability from the first feature alone."""
    return [1 / (1 + math.exp(-row[0] / 50)) for row in features]


@pytest.fixture
def baseline(steps, tmp_path, monkeypatch):
    """What the evaluation leaves of a table that was split as the pipeline splits it."""
    monkeypatch.setenv("MODEL_GROUP", "fraud-dev-churn")
    monkeypatch.setenv("LABEL_COLUMN", "churned")
    table(tmp_path / "prepare/input/data", rows=4000, header="amount,age,churned")
    steps[1].main(tmp_path / "prepare")
    job = tmp_path / "evaluate"
    archive(job / "input/model/model.tar.gz", "1")
    (tmp_path / "prepare/output/test").rename(job / "input/test")
    steps[2].main(chance, Registry(), job)
    return job / "output/baseline"


def rows_of(folder):
    with (folder / "baseline.csv").open(newline="") as file:
        return list(csv.reader(file))


def window(folder, rows):
    """Lay out an analysis with `rows` of a baseline as what was asked, answered and proved true."""
    header, *cases = rows
    assert header == ["amount", "age", "prediction", "label"]
    lines = [json.dumps(_captured(i, case)) for i, case in enumerate(cases)]
    for channel in ("captured", "answered"):
        _put(folder / "input" / channel / "a.jsonl", lines)
    labels = [json.dumps(_known(i, case[3])) for i, case in enumerate(cases)]
    _put(folder / "input/labels/l.jsonl", labels)
    config = {"run": "r", "stamp": {}, "min_records": 100, "monitors": MONITORS}
    _put(folder / "input/config/config.json", [json.dumps(config)])


def _captured(number, case):
    asked = {"mode": "INPUT", "data": ",".join(case[:2]), "encoding": "CSV"}
    answer = {"mode": "OUTPUT", "data": case[2], "encoding": "CSV"}
    return {
        "captureData": {"endpointInput": asked, "endpointOutput": answer},
        "eventMetadata": {"eventId": f"e-{number}"},
    }


def _known(number, label):
    return {
        "groundTruthData": {"data": label, "encoding": "CSV"},
        "eventMetadata": {"eventId": f"e-{number}"},
    }


def _put(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines))


def analysed(folder, baseline, rows):
    window(folder, rows)
    baseline.rename(folder / "input/baseline")
    analyse.main(folder, folder / "message")
    return json.loads((folder / "message").read_text())


def test_a_baseline_has_the_features_as_the_model_gets_them_with_score_and_label(baseline):
    header, *rows = rows_of(baseline)
    assert header == ["amount", "age", "prediction", "label"]
    assert 400 < len(rows) < 800
    for amount, _, prediction, label in rows:
        assert float(prediction) == chance(None, [[float(amount)]])[0]
        assert label == str(int(float(prediction) > 0.5))
    # An empty cell stays empty: the monitor counts it as missing, as it does in a request.
    assert "" in {row[1] for row in rows}


def test_every_monitor_judges_by_the_baseline_of_an_evaluation(baseline, tmp_path):
    found = analysed(tmp_path / "watch", baseline, rows_of(baseline))
    assert found == {"data_quality": 0, "bias": 0, "explainability": 0, "model_quality": 0}


def test_requests_unlike_the_test_rows_violate_it(baseline, tmp_path):
    header, *rows = rows_of(baseline)
    turned = [
        [f"{float(a) + 200}", age, p, "1" if label == "0" else "0"] for a, age, p, label in rows
    ]
    found = analysed(tmp_path / "watch", baseline, [header, *turned])
    assert found["data_quality"] == 1
    assert found["model_quality"] == 1


def test_of_many_rows_the_same_ones_are_kept_in_order_for_every_model(steps, tmp_path, monkeypatch):
    writer = steps[3]
    monkeypatch.setattr(writer, "MOST_ROWS", 100)
    rows = [["1", str(number)] for number in range(1000)]
    for name, score in (("old", 0.1), ("new", 0.9)):
        writer.write(iter(rows), ["amount"], [score] * 1000, tmp_path / name / "baseline.csv")
    old, new = rows_of(tmp_path / "old"), rows_of(tmp_path / "new")
    assert [row[0] for row in old] == [row[0] for row in new]
    numbers = [int(row[0]) for row in old[1:]]
    assert len(numbers) == 100
    assert numbers == sorted(numbers)
    assert numbers[0] < 100 < 900 < numbers[-1]


@pytest.mark.parametrize("kind", ["tabular", "gpu"])
@pytest.mark.parametrize("settings", [{}, {"tuning": {}}], ids=["once", "tuning"])
def test_a_version_names_the_file_that_its_evaluation_writes(baseline, kind, settings):
    plan = pipeline(kind=kind, **settings)
    outputs = {
        output["OutputName"]: output["S3Output"]
        for output in step(plan, "Evaluate")["Arguments"]["ProcessingOutputConfig"]["Outputs"]
    }
    written = outputs["baseline"]
    assert written["LocalPath"] == "/opt/ml/processing/output/baseline"
    (file,) = baseline.iterdir()
    named = step(plan, "Register")["Arguments"]["DriftCheckBaselines"]["ModelDataQuality"]
    assert named["Statistics"] == {
        "ContentType": "text/csv",
        "S3Uri": _below(written["S3Uri"], file.name),
    }


def _below(uri, name):
    start, execution, folder = uri["Std:Join"]["Values"]
    return {"Std:Join": {"On": "/", "Values": [start, execution, f"{folder}/{name}"]}}


def test_jobs_may_write_a_baseline_and_the_monitor_may_read_it_here_and_where_it_is_promoted():
    named = step(pipeline(), "Register")["Arguments"]["DriftCheckBaselines"]["ModelDataQuality"]
    folder = named["Statistics"]["S3Uri"]["Std:Join"]["Values"][0]
    place = folder.removeprefix("s3://fraud-dev-artifacts/") + "/execution/baseline/baseline.csv"
    trained = training().of_type("aws:iam/rolePolicy:RolePolicy")
    written = [
        resource
        for policy in trained
        for statement in statements(policy.inputs["policy"])
        if statement["Sid"] == "WriteFeaturesAndResults"
        for resource in statement["Resource"]
    ]
    read = allowed(monitor(), "-job")["ReadTheInputs"]["Resource"]
    assert _reaches(written, place)
    assert _reaches(read, place)
    assert _reaches(read, f"promoted/fraud-prod-churn/7/{place}")
    assert not _reaches(read, "scratch/baseline.csv")


def _reaches(resources, key):
    """Whether one of the ARNs covers `key` in the artifacts zone."""
    objects = [
        arn.split("artifacts", 1)[1].split("/", 1)[1] for arn in resources if "artifacts" in arn
    ]
    return any(fnmatchcase(key, pattern) for pattern in objects)
