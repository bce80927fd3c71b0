"""Refuse data that a model should not be trained on; say in a report what was found.

Runs in an image of AWS with its Python, so it needs nothing but the standard library.
"""

import csv
import json
import os
import sys
from pathlib import Path

from baseline import OWN_COLUMNS

LEAST_ROWS = 100
MOST_EMPTY = 0.2
LEAST_OF_A_CLASS = 10


def rows_of(folder, label):
    """Yield the rows of every CSV file in `folder` as dictionaries, files in order of name."""
    header = None
    for path in sorted(Path(folder).rglob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file, strict=True)
            names = reader.fieldnames or []
            if label not in names:
                raise ValueError(f"{path.name}: must have a column {label!r}, got {names}")
            if header is not None and names != header:
                raise ValueError(f"{path.name}: must have the columns {header}, got {names}")
            header = names
            for row in reader:
                if None in row or None in row.values():
                    where = f"{path.name}: line {reader.line_num}"
                    raise ValueError(f"{where}: must have {len(names)} cells")
                yield row


def report_on(rows, label):
    """Return what the data is like, and under `problems` why it must not be used."""
    count, classes, empty, text = 0, {}, {}, {}
    for row in rows:
        count += 1
        classes[row[label]] = classes.get(row[label], 0) + 1
        for name, value in row.items():
            empty[name] = empty.get(name, 0) + (value == "")
            if name != label and value and name not in text and not is_number(value):
                text[name] = value
    problems = []
    if count < LEAST_ROWS:
        problems.append(f"rows: must be at least {LEAST_ROWS}, got {count}")
    if not set(classes) <= {"0", "1"}:
        problems.append(f"{label}: must be 0 or 1, got {sorted(classes)[:5]}")
    elif min(classes.get(one, 0) for one in "01") < LEAST_OF_A_CLASS:
        problems.append(f"{label}: must hold each class {LEAST_OF_A_CLASS} times, got {classes}")
    for name in OWN_COLUMNS:
        if name in empty and name != label:
            own = " or ".join(OWN_COLUMNS)
            problems.append(f"columns: must not be {own}, which a baseline adds, got {name!r}")
    for name, value in text.items():
        problems.append(f"{name}: must be a number, got {value!r}")
    for name, cells in empty.items():
        if cells > MOST_EMPTY * count:
            problems.append(f"{name}: must be empty in at most {MOST_EMPTY:.0%}, got {cells}")
    return {"rows": count, "classes": classes, "empty": empty, "problems": problems}


def is_number(value):
    """Say whether `value` is a finite number."""
    try:
        return abs(float(value)) < float("inf")
    except ValueError:
        return False


def main(root=Path("/opt/ml/processing"), message=Path("/opt/ml/output/message")):
    """Write the report; return 1 and leave a message for the job if the data is refused."""
    label = os.environ.get("LABEL_COLUMN", "label")
    try:
        report = report_on(rows_of(root / "input/data", label), label)
    except (ValueError, csv.Error) as error:
        report = {"problems": [str(error)]}
    output = root / "output/validation"
    output.mkdir(parents=True, exist_ok=True)
    (output / "validation.json").write_text(json.dumps(report, indent=2))
    if not report["problems"]:
        return 0
    text = "\n".join(report["problems"])
    sys.stderr.write(text + "\n")
    # SageMaker shows this as the job's exit message, up to 1 KB of it.
    message.parent.mkdir(parents=True, exist_ok=True)
    message.write_text(text[:1000])
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
