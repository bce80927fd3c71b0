"""Which AWS regions have SageMaker, from a dated table beside this module."""

import csv
import functools
from importlib.resources import files


@functools.cache
def sagemaker_regions() -> tuple[str, ...]:
    """Names of the regions that have SageMaker, in order."""
    table = files("generator").joinpath("data/regions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return tuple(sorted(row["region"] for row in rows if row["sagemaker"] == "yes"))
