"""Measure a new model and the one that serves on the same rows, and say which is better.

The model that serves is the newest approved version of the group. Its own report was measured on
the rows of its day, so it is scored again; only where it cannot be, its report is taken.
"""

import csv
import json
import os
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlparse

import baseline


def rows_of(folder):
    """Yield the rows of the CSV files in `folder`: the label, then the features."""
    for path in sorted(Path(folder).rglob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.reader(file)


def read(folder):
    """Return features and labels of the CSV files in `folder`; an empty cell is not a number."""
    features, labels = [], []
    for label, *cells in rows_of(folder):
        labels.append(int(label))
        features.append([float(cell) if cell else float("nan") for cell in cells])
    return features, labels


def auc(labels, scores):
    """Area under the ROC curve: how often a positive row scores above a negative one."""
    order = sorted(range(len(labels)), key=lambda i: scores[i])
    ranks, start = [0.0] * len(labels), 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        for i in order[start:end]:
            ranks[i] = (start + end + 1) / 2
        start = end
    positive = sum(labels)
    negative = len(labels) - positive
    if not positive or not negative:
        raise SystemExit(f"test data: must hold both classes, got {positive} of {len(labels)}")
    above = sum(ranks[i] for i, label in enumerate(labels) if label)
    return (above - positive * (positive + 1) / 2) / (positive * negative)


def unpack(archive, folder):
    """Unpack the files of a model archive below `folder`; no links, nothing outside of it."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and not member.name.startswith("/"):
                if ".." in Path(member.name).parts:
                    raise ValueError(f"{member.name}: must lie inside the archive")
                path = Path(folder) / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(tar.extractfile(member).read())
    return Path(folder)


def serving_version(sagemaker, group):
    """Return the newest approved version of `group`, or None before the first."""
    found = sagemaker.list_model_packages(
        ModelPackageGroupName=group,
        ModelApprovalStatus="Approved",
        SortBy="CreationTime",
        SortOrder="Descending",
        MaxResults=1,
    )["ModelPackageSummaryList"]
    if not found:
        return None
    return sagemaker.describe_model_package(ModelPackageName=found[0]["ModelPackageArn"])


def serving_auc(version, s3, score, features, labels):
    """Return the AUC of `version` and what it was measured on."""
    with tempfile.TemporaryDirectory() as place:
        archive = str(Path(place) / "model.tar.gz")
        try:
            _download(
                s3, version["InferenceSpecification"]["Containers"][0]["ModelDataUrl"], archive
            )
            return auc(labels, score(unpack(archive, Path(place) / "model"), features)), "same rows"
        # Another framework, other features, a bucket that is closed: many errors, one answer.
        except Exception as error:  # noqa: BLE001
            why = f"its own report, as it cannot be scored here: {error}"
        report = version["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"]
        target = str(Path(place) / "report.json")
        _download(s3, report, target)
        metrics = json.loads(Path(target).read_text())["binary_classification_metrics"]
        return float(metrics["auc"]["value"]), why


def _download(s3, uri, target):
    parts = urlparse(uri)
    s3.download_file(parts.netloc, parts.path.lstrip("/"), target)


def main(score, client, root=Path("/opt/ml/processing")):
    """Write report and baseline of the model in the input; `score` gives rows their scores."""
    test = root / "input/test"
    features, labels = read(test)
    with tempfile.TemporaryDirectory() as place:
        model = unpack(root / "input/model/model.tar.gz", place)
        scores = score(model, features)
    value = auc(labels, scores)
    names = baseline.read_names(test)
    baseline.write(rows_of(test), names, scores, root / "output/baseline/baseline.csv")
    comparison = {"serving": None, "improvement": value}
    version = serving_version(client("sagemaker"), os.environ["MODEL_GROUP"])
    if version is not None:
        serving, basis = serving_auc(version, client("s3"), score, features, labels)
        comparison = {
            "serving": version["ModelPackageArn"],
            "serving_auc": serving,
            "measured_on": basis,
            "improvement": value - serving,
        }
    output = root / "output/evaluation"
    output.mkdir(parents=True, exist_ok=True)
    report = {
        "binary_classification_metrics": {"auc": {"value": value, "standard_deviation": "NaN"}},
        "comparison": comparison,
        "rows": len(labels),
    }
    (output / "evaluation.json").write_text(json.dumps(report, indent=2))
