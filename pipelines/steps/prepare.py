"""Split the data into train, validation and test: the label first, no header, as XGBoost reads it.

A row always falls into the same part, whatever rows come before it, so that two versions of a
model that were trained a week apart have not seen each other's test rows.
"""

import csv
import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

import baseline
from validate import rows_of

FILES = 16
"""Files of the training part; as many machines can share them, each with files of its own."""

_TEST = 15
_VALIDATION = 15


def part_of(cells):
    """Return the part that a row falls into, and which of its files, by the row's own content."""
    digest = hashlib.sha256("\x1f".join(cells).encode()).digest()
    share = int.from_bytes(digest[:4], "big") % 100
    if share < _TEST:
        return "test", 0
    if share < _TEST + _VALIDATION:
        return "validation", 0
    return "train", digest[4] % FILES


def main(root=Path("/opt/ml/processing")):
    """Write the three parts; features keep the order that they have in the data."""
    names = []
    label = os.environ.get("LABEL_COLUMN", "label")
    with ExitStack() as stack:
        writers = {}
        for row in rows_of(root / "input/data", label):
            cells = [row.pop(label), *row.values()]
            names = list(row)
            part, number = part_of(cells)
            if (part, number) not in writers:
                path = root / "output" / part / f"part-{number:02}.csv"
                path.parent.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(path.open("w", newline="", encoding="utf-8"))
                writers[part, number] = csv.writer(file)
            writers[part, number].writerow(cells)
    missing = {"train", "validation", "test"} - {part for part, _ in writers}
    if missing:
        raise SystemExit(f"data: must fill every part, got no rows for {sorted(missing)}")
    baseline.write_names(names, root / "output/test")


if __name__ == "__main__":
    main()
