"""What the endpoint runs: rows of CSV in, one probability a line out.

The functions are those that the SageMaker PyTorch inference toolkit looks for.
"""

import csv
import io
from pathlib import Path

from network import load, probabilities


def model_fn(model_dir, context=None):
    """Return the model of the archive that is being served."""
    return load(Path(model_dir))


def input_fn(body, content_type, context=None):
    """Return the features of each row; an empty cell is not a number."""
    if content_type.split(";")[0] != "text/csv":
        raise ValueError(f"content type: must be text/csv, got {content_type!r}")
    text = body if isinstance(body, str) else bytes(body).decode()
    rows = csv.reader(io.StringIO(text))
    return [[float(cell) if cell else float("nan") for cell in row] for row in rows if row]


def predict_fn(rows, model, context=None):
    """Return the probability of class 1 for each row."""
    return probabilities(model, rows)


def output_fn(scores, accept, context=None):
    """Return one probability a line."""
    return "".join(f"{score:.6f}\n" for score in scores)
