"""Score a model of XGBoost's own algorithm and compare it with the one that serves."""

import boto3
import numpy
import xgboost
from comparison import main


def score(model, features):
    """Return the probability of class 1 for each row."""
    booster = xgboost.Booster()
    booster.load_model(str(model / "xgboost-model"))
    return booster.predict(xgboost.DMatrix(numpy.array(features))).tolist()


if __name__ == "__main__":
    main(score, boto3.client)
