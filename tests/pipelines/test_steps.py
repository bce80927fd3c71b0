"""The scripts of the steps, on a few rows, in this process: they need the standard library only."""

import json
import tarfile

import pytest

from tests.pipelines.steps_support import Registry, archive, table


def test_sound_data_passes_with_a_report(steps, tmp_path):
    table(tmp_path / "input/data")
    assert steps[0].main(tmp_path, tmp_path / "message") == 0
    report = json.loads((tmp_path / "output/validation/validation.json").read_text())
    assert report["rows"] == 400
    assert report["empty"] == {"amount": 0, "age": 5, "label": 0}


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        ({"rows": 20}, "rows: must be at least 100, got 20"),
        ({"label": "1"}, "label: must hold each class 10 times, got {'1': 400}"),
        ({"label": "yes"}, "label: must be 0 or 1, got ['yes']"),
        (
            {"header": "amount,prediction,label"},
            "columns: must not be prediction or label, which a baseline adds, got 'prediction'",
        ),
        ({"header": "amount,age,fraud"}, "data.csv: must have a column 'label'"),
        ({"header": "amount,label"}, "data.csv: line 2: must have 2 cells"),
    ],
)
def test_bad_data_fails_the_job_with_the_reason(steps, tmp_path, made, problem):
    table(tmp_path / "input/data", **made)
    assert steps[0].main(tmp_path, tmp_path / "message") == 1
    assert problem in (tmp_path / "message").read_text()


def test_text_and_emptiness_are_refused_by_column(steps, tmp_path):
    table(tmp_path / "input/data")
    path = tmp_path / "input/data/data.csv"
    path.write_text(path.read_text().replace("\n-", "\nx").replace(",7,", ",,"))
    assert steps[0].main(tmp_path, tmp_path / "message") == 1
    assert "amount: must be a number, got 'x" in (tmp_path / "message").read_text()


def test_no_data_is_refused(steps, tmp_path):
    (tmp_path / "input/data").mkdir(parents=True)
    assert steps[0].main(tmp_path, tmp_path / "message") == 1
    assert (tmp_path / "message").read_text().startswith("rows: must be at least 100, got 0")


def read_parts(root):
    return {
        part: "".join(p.read_text() for p in (root / "output" / part).glob("*.csv")).split()
        for part in ("train", "validation", "test")
    }


def test_rows_are_split_label_first_without_a_header(steps, tmp_path):
    table(tmp_path / "input/data")
    steps[1].main(tmp_path)
    parts = read_parts(tmp_path)
    assert sum(map(len, parts.values())) == 400
    assert len(parts["train"]) > len(parts["validation"]) + len(parts["test"])
    assert {line.split(",")[0] for lines in parts.values() for line in lines} == {"0", "1"}
    assert len(list((tmp_path / "output/train").iterdir())) > 8


def test_a_row_stays_in_its_part_when_others_come(steps, tmp_path):
    table(tmp_path / "a/input/data")
    table(tmp_path / "b/input/data", rows=800)
    for name in "ab":
        steps[1].main(tmp_path / name)
    first, later = read_parts(tmp_path / "a"), read_parts(tmp_path / "b")
    assert all(set(first[part]) <= set(later[part]) for part in first)


def test_auc_counts_pairs_and_halves_ties(steps):
    auc = steps[2].auc
    assert auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.75
    assert auc([0, 1], [0.5, 0.5]) == 0.5
    with pytest.raises(SystemExit, match="must hold both classes"):
        auc([1, 1], [0.1, 0.2])


def score(model, features):
    """Scores by the first feature, as good as the model's weight says."""
    weight = float((model / "weight").read_text())
    return [weight * row[0] for row in features]


@pytest.fixture
def job(tmp_path, monkeypatch):
    monkeypatch.setenv("MODEL_GROUP", "fraud-dev-churn")
    test = tmp_path / "input/test"
    test.mkdir(parents=True)
    (test / "a.csv").write_text("0,1,\n0,2,3\n1,3,3\n1,4,\n")
    (test / "features.json").write_text('["amount", "age"]')
    archive(tmp_path / "input/model/model.tar.gz", "1")
    return tmp_path


def report_of(job):
    return json.loads((job / "output/evaluation/evaluation.json").read_text())


def test_the_first_model_improves_on_nothing(steps, job):
    steps[2].main(score, Registry(), job)
    assert report_of(job)["comparison"] == {"serving": None, "improvement": 1.0}
    metrics = report_of(job)["binary_classification_metrics"]
    assert metrics["auc"]["value"] == 1.0


def test_the_model_that_serves_is_scored_on_the_same_rows(steps, job):
    serving = archive(job / "serving/model.tar.gz", "-1")
    steps[2].main(score, Registry(serving), job)
    assert report_of(job)["comparison"] == {
        "serving": "arn:7",
        "serving_auc": 0.0,
        "measured_on": "same rows",
        "improvement": 1.0,
    }


def test_a_model_that_cannot_be_scored_is_taken_at_its_own_report(steps, job):
    serving = archive(job / "serving/model.tar.gz", "of another framework")
    (job / "old.json").write_text('{"binary_classification_metrics": {"auc": {"value": 0.9}}}')
    steps[2].main(score, Registry(serving, job / "old.json"), job)
    comparison = report_of(job)["comparison"]
    assert comparison["serving_auc"] == 0.9
    assert comparison["improvement"] == pytest.approx(0.1)
    assert comparison["measured_on"].startswith("its own report, as it cannot be scored here")


def test_an_archive_reaches_nothing_outside_of_its_folder(steps, tmp_path):
    path = archive(tmp_path / "model.tar.gz", "1")
    with tarfile.open(path, "w:gz") as tar:
        tar.add(tmp_path / "weight", "../weight")
    with pytest.raises(ValueError, match="must lie inside the archive"):
        steps[2].unpack(path, tmp_path / "place")
