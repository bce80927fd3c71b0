"""Run with the authoring environment: evaluates an XGBoost model as the image of AWS would.

`score_xgboost.py <root>`; writes what `evaluate.score` makes of a model that it trains.
"""

import json
import sys
import types
from pathlib import Path

import numpy
import xgboost

PIPELINES = Path(__file__).parents[2] / "pipelines"
sys.path[:0] = [str(PIPELINES / "tabular"), str(PIPELINES / "steps")]
sys.modules["boto3"] = types.SimpleNamespace(client=None)

root = Path(sys.argv[1])
rows = numpy.array([[value, float("nan")] for value in range(200)], dtype=float)
labels = (rows[:, 0] > 100).astype(int)
data = xgboost.DMatrix(rows, label=labels)
booster = xgboost.train({"objective": "binary:logistic", "max_depth": 2}, data, 5)
booster.save_model(root / "xgboost-model")

import evaluate  # noqa: E402

json.dump(evaluate.score(root, [[0.0, float("nan")], [199.0, 1.0]]), sys.stdout)
