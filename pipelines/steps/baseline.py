"""Write what the model monitor compares requests with: test rows, with what the model said."""

import csv
import json
import random

MOST_ROWS = 50_000
"""Rows that are kept: of a class of one in a thousand, this leaves fifty to judge a metric by."""

NAMES = "features.json"
"""File beside the test rows with the names of their features, in order."""

OWN_COLUMNS = ("prediction", "label")
"""What the baseline says of each row besides its features."""


def write(rows, names, scores, path):
    """Write a CSV of `rows`, whose first cell is the label, with a header and their `scores`.

    Of too many rows some are drawn, the same ones for every model.
    """
    kept = range(len(scores))
    if len(scores) > MOST_ROWS:
        kept = set(random.Random(0).sample(kept, MOST_ROWS))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*names, *OWN_COLUMNS])
        for number, (label, *features) in enumerate(rows):
            if number in kept:
                writer.writerow([*features, scores[number], label])


def read_names(folder):
    """Return the names that `write_names` left in `folder`."""
    return json.loads((folder / NAMES).read_text(encoding="utf-8"))


def write_names(names, folder):
    """Keep the names of the features with the rows, which have no header."""
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")
