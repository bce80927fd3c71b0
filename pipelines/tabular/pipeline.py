"""Tables: validated and split with a script, trained by XGBoost's own algorithm, no training code.

Write the definitions again after a change: `python -m pipelines.regenerate`.
"""

from collections.abc import Mapping
from typing import Any

from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.mlops.workflow.pipeline import Pipeline

from pipelines import authoring as a
from pipelines.graph import training_pipeline

IMAGE = "${image_xgboost}"
MACHINE = ParameterString("TrainingInstanceType", default_value="ml.m5.xlarge")
FIXED = {"objective": "binary:logistic", "eval_metric": "auc", "num_round": "200"}
USUAL = {"eta": "0.1", "max_depth": "6", "subsample": "0.8"}
RANGES = {
    "ContinuousParameterRanges": [
        {"Name": "eta", "MinValue": "0.01", "MaxValue": "0.3", "ScalingType": "Logarithmic"},
        {"Name": "subsample", "MinValue": "0.5", "MaxValue": "1", "ScalingType": "Linear"},
    ],
    "IntegerParameterRanges": [
        {"Name": "max_depth", "MinValue": "3", "MaxValue": "10", "ScalingType": "Linear"}
    ],
}


def _train(channels: Mapping[str, object]) -> dict[str, Any]:
    # Machines that train together each take some of the files (XGBoost guide, "Distributed CPU").
    data = [a.channel(name, uri, sharded=name == "train") for name, uri in channels.items()]
    return {
        "AlgorithmSpecification": {"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        "HyperParameters": {**FIXED, **USUAL},
        **a.job(MACHINE, data),
        "Tags": a.TAGS,
    }


def _tune(channels: Mapping[str, object]) -> dict[str, Any]:
    request = _train(channels)
    del request["HyperParameters"], request["Tags"]
    return a.tuning("validation:auc", RANGES, FIXED, request)


def _register(model: object) -> dict[str, Any]:
    return a.version(
        IMAGE,
        model,
        machines=["ml.m5.large", "ml.m5.xlarge"],
        environment={},
        baseline=a.of_execution(a.BASELINE),
    )


def definitions() -> dict[str, Pipeline]:
    """Return the pipelines by the name of their file."""
    return {
        name: training_pipeline(
            script_image=IMAGE,
            evaluation_image=IMAGE,
            training_machine=MACHINE,
            train=_tune if tunes else _train,
            register=_register,
            tunes=tunes,
        )
        for name, tunes in (("definition", False), ("definition-tuning", True))
    }
