"""Compare what an endpoint was asked and answered with the baseline of its model.

Runs as a processing job, with nothing but Python: no network, no package to install. It reads
below `/opt/ml/processing/input` and writes one line of JSON for each thing it measured.
"""

# The image's Python is older than the platform's.
from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from components.functions import model_statistics as measure

MOST_ROWS = 200_000
"""Rows kept of each sample, drawn evenly; more of them would not change what is found."""

PREDICTION = "prediction"
LABEL = "label"
ANSWERS = ("predictions", "prediction", "scores", "score", "predicted_label")


class Row(NamedTuple):
    """One case: what the model was given, what it said, and what proved true."""

    features: dict[str, Any]
    prediction: Any
    label: Any = None
    key: str = ""


def main(root: Path, message: Path) -> None:
    """Analyse the window that `root` holds; leave a report there, and its summary in `message`."""
    config = json.loads((root / "input/config/config.json").read_text())
    baseline = sample(read_baseline(root / "input/baseline"))
    if not baseline:
        message.write_text("the baseline has no rows")
        raise SystemExit("the baseline has no rows")
    names = list(baseline[0].features)
    captured = sample(read_captured(root / "input/captured", names))
    answered = sample(labelled(root / "input", names))
    findings = list(analyse(config, baseline, captured, answered))
    lines = [json.dumps({**config["stamp"], **finding}) for finding in findings]
    report = root / "output/report"
    report.mkdir(parents=True, exist_ok=True)
    (report / f"{config['run']}.json").write_text("".join(f"{line}\n" for line in lines))
    # SageMaker keeps the first kilobyte as the exit message of the job.
    message.write_text(json.dumps(summary(findings)))


def analyse(
    config: dict[str, Any], baseline: list[Row], captured: list[Row], answered: list[Row]
) -> Iterator[dict[str, Any]]:
    """Yield what was measured, by each monitor that is on and has enough rows to judge."""
    checks = (
        ("data_quality", captured, data_quality),
        ("bias", captured, bias),
        ("explainability", captured, explainability),
        ("model_quality", answered, model_quality),
    )
    for monitor, rows, check in checks:
        settings = config["monitors"].get(monitor)
        if settings is None or len(rows) < config["min_records"]:
            continue
        for finding in check({**config, **settings}, baseline, rows):
            yield {"monitor": monitor, "records": len(rows), **finding}


def data_quality(
    settings: dict[str, Any], baseline: list[Row], rows: list[Row]
) -> Iterator[dict[str, Any]]:
    """How far each feature, and the prediction, went from the baseline, and how much is missing."""
    chosen = settings["features"] or list(baseline[0].features)
    for name in [*chosen, PREDICTION]:
        before, now = column(baseline, name), column(rows, name)
        drift = measure.drift(before, now)
        yield _finding(name, "psi", drift, 0.0, settings["drift_threshold"], over=True)
        base, missing = measure.missing(before, before), measure.missing(before, now)
        limit = base + settings["missing_threshold"]
        yield _finding(name, "missing_share", missing, base, limit, over=True)


def model_quality(
    settings: dict[str, Any], baseline: list[Row], rows: list[Row]
) -> Iterator[dict[str, Any]]:
    """How good the model was, once it was known what proved true."""
    measured = measure.quality(settings["problem"], outcomes(rows), settings["cutoff"])
    before = measure.quality(settings["problem"], outcomes(baseline), settings["cutoff"])
    for name, value in measured.items():
        base = before.get(name)
        if name != settings["metric"] or base is None:
            yield _finding(name, "quality", value, base, None, over=False)
        elif name in measure.LOWER_IS_BETTER:
            limit = base * (1 + settings["decline"])
            yield _finding(name, "quality", value, base, limit, over=True)
        else:
            limit = base * (1 - settings["decline"])
            yield _finding(name, "quality", value, base, limit, over=False)


def bias(
    settings: dict[str, Any], baseline: list[Row], rows: list[Row]
) -> Iterator[dict[str, Any]]:
    """How much less often the model decides in favour of one group than of all others."""
    facet, group = settings["facet"], [str(value) for value in settings["disadvantaged"]]
    value = measure.parity_gap(column(rows, facet), predictions(rows), group, settings["cutoff"])
    base = measure.parity_gap(
        column(baseline, facet), predictions(baseline), group, settings["cutoff"]
    )
    if value is not None:
        size = None if base is None else abs(base)
        yield _finding(facet, "parity_gap", abs(value), size, settings["threshold"], over=True)


def explainability(
    settings: dict[str, Any], baseline: list[Row], rows: list[Row]
) -> Iterator[dict[str, Any]]:
    """Whether the features that move predictions are those that moved them in the baseline."""
    names = list(baseline[0].features)
    before = {n: measure.influence(column(baseline, n), predictions(baseline)) for n in names}
    now = {n: measure.influence(column(rows, n), predictions(rows)) for n in names}
    for name in names:
        yield _finding(name, "influence", now[name], before[name], None, over=False)
    alike = measure.ranking_similarity(before, now)
    yield _finding("all", "ranking_similarity", alike, 1.0, settings["similarity"], over=False)


def summary(findings: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Number of violations by monitor; a monitor that judged nothing is not in it."""
    found: dict[str, int] = {}
    for finding in findings:
        monitor = finding["monitor"]
        found[monitor] = found.get(monitor, 0) + int(finding["violated"])
    return found


def read_baseline(folder: Path) -> Iterator[Row]:
    """Rows of CSV files with a header: features, `prediction` and, where known, `label`."""
    for path in sorted(folder.rglob("*.csv")):
        with path.open(newline="") as file:
            for record in csv.DictReader(file):
                prediction, label = record.pop(PREDICTION, None), record.pop(LABEL, None)
                yield Row(dict(record), prediction, label)


def read_captured(folder: Path, names: list[str]) -> Iterator[Row]:
    """Rows that SageMaker captured at an endpoint, or that a batch job joined with its input."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open(newline="") as file:
            if path.suffix == ".jsonl":
                for line in file:
                    yield from _captured(json.loads(line), names)
            else:
                for record in csv.reader(file):
                    features = measure.by_name(names, record[:-1])
                    yield Row(features, record[-1] if record else None)


def labelled(folder: Path, names: list[str]) -> Iterator[Row]:
    """Rows of the answered window for which the team has said what proved true."""
    known: dict[str, list[str]] = {}
    for path in sorted((folder / "labels").rglob("*.jsonl")):
        for line in path.read_text().splitlines():
            record = json.loads(line)
            data = str(record["groundTruthData"]["data"])
            known[record["eventMetadata"]["eventId"]] = data.splitlines()
    seen: dict[str, int] = {}
    for row in read_captured(folder / "answered", names):
        place = seen[row.key] = seen.get(row.key, -1) + 1
        labels = known.get(row.key, [])
        if place < len(labels):
            yield row._replace(label=labels[place].strip())


def _captured(record: dict[str, Any], names: list[str]) -> Iterator[Row]:
    data, about = record["captureData"], record["eventMetadata"]
    key = about.get("inferenceId") or about["eventId"]
    asked = _cases(data.get("endpointInput"))
    answered = _cases(data.get("endpointOutput"))
    for place, case in enumerate(asked):
        features = case if isinstance(case, dict) else measure.by_name(names, case)
        answer = answered[place] if place < len(answered) else None
        if isinstance(answer, dict):
            answer = next((answer[k] for k in ANSWERS if k in answer), None)
        if isinstance(answer, list):
            answer = answer[0] if answer else None
        yield Row(features, answer, None, key)


def _cases(part: dict[str, Any] | None) -> list[Any]:
    """Take a request or an answer apart: one list, object or value for each case in it."""
    if part is None or part.get("encoding") == "BASE64":
        return []
    if part.get("encoding") == "CSV":
        return list(csv.reader(part["data"].splitlines()))
    found = json.loads(part["data"])
    if isinstance(found, dict):
        inner = next((found[k] for k in ("instances", *ANSWERS) if k in found), None)
        found = inner if isinstance(inner, list) else [found]
    if isinstance(found, list):
        flat = found and not isinstance(found[0], (list, dict))
        return [found] if flat and part.get("mode") == "INPUT" else found
    return [found]


def sample(rows: Iterable[Row]) -> list[Row]:
    """At most `MOST_ROWS` of `rows`, each as likely as any other, the same ones every time."""
    kept: list[Row] = []
    draw = random.Random(0)
    for count, row in enumerate(rows):
        if count < MOST_ROWS:
            kept.append(row)
        else:
            place = draw.randrange(count + 1)
            if place < MOST_ROWS:
                kept[place] = row
    return kept


def column(rows: list[Row], name: str) -> list[Any]:
    """Values of one feature, or of the prediction."""
    return [row.prediction if name == PREDICTION else row.features.get(name) for row in rows]


def predictions(rows: list[Row]) -> list[Any]:
    """What the model said of each row."""
    return [row.prediction for row in rows]


def outcomes(rows: list[Row]) -> list[tuple[Any, Any]]:
    """What the model said and what proved true, of the rows where that is known."""
    return [(row.prediction, row.label) for row in rows if row.label not in (None, "")]


def _finding(
    subject: str,
    what: str,
    value: float | None,
    base: float | None,
    limit: float | None,
    *,
    over: bool,
) -> dict[str, Any]:
    violated = False
    if value is not None and limit is not None:
        violated = value > limit if over else value < limit
    return {
        "subject": subject,
        "measure": what,
        "value": value,
        "baseline": base,
        "threshold": limit,
        "violated": violated,
    }


if __name__ == "__main__":
    main(Path("/opt/ml/processing"), Path("/opt/ml/output/message"))
