"""GPUs: the same steps around a PyTorch network that one machine trains, or several together.

Write the definitions again after a change: `python -m pipelines.regenerate`.
"""

from collections.abc import Mapping
from typing import Any

from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.mlops.workflow.pipeline import Pipeline

from pipelines import authoring as a
from pipelines.graph import training_pipeline

SCRIPTS = "${image_xgboost}"
TRAINING = "${image_pytorch_training}"
SERVING = "${image_pytorch_inference}"
MACHINE = ParameterString("TrainingInstanceType", default_value="ml.g5.xlarge")
METRIC = {"Name": "validation:auc", "Regex": "validation:auc=([0-9.]+)"}
FIXED = {
    "epochs": "20",
    "batch-size": "256",
    # What the image runs: the jobs of a tuning can name no command (SageMaker API reference,
    # `HyperParameterAlgorithmSpecification`).
    "sagemaker_program": "train.py",
    "sagemaker_submit_directory": "/opt/ml/input/data/code",
}
USUAL = {"learning-rate": "0.001", "hidden": "64"}
RANGES = {
    "ContinuousParameterRanges": [
        {
            "Name": "learning-rate",
            "MinValue": "0.0001",
            "MaxValue": "0.01",
            "ScalingType": "Logarithmic",
        }
    ],
    "IntegerParameterRanges": [
        {"Name": "hidden", "MinValue": "16", "MaxValue": "256", "ScalingType": "Logarithmic"}
    ],
}


def _train(channels: Mapping[str, object]) -> dict[str, Any]:
    data = [a.channel(name, uri) for name, uri in channels.items()]
    return {
        "AlgorithmSpecification": {
            "TrainingImage": TRAINING,
            "TrainingInputMode": "File",
            "MetricDefinitions": [METRIC],
        },
        "HyperParameters": {**FIXED, **USUAL},
        **a.job(MACHINE, [*data, a.channel("code", a.CODE, "text/x-python")]),
        "Tags": a.TAGS,
    }


def _tune(channels: Mapping[str, object]) -> dict[str, Any]:
    request = _train(channels)
    del request["HyperParameters"], request["Tags"]
    return a.tuning(METRIC["Name"], RANGES, FIXED, request)


def _register(model: object) -> dict[str, Any]:
    code = {"SAGEMAKER_PROGRAM": "inference.py", "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code"}
    return a.version(
        SERVING,
        model,
        machines=["ml.g4dn.xlarge", "ml.g5.xlarge"],
        environment=code,
        baseline=a.of_execution(a.BASELINE),
    )


def definitions() -> dict[str, Pipeline]:
    """Return the pipelines by the name of their file."""
    return {
        name: training_pipeline(
            script_image=SCRIPTS,
            evaluation_image=TRAINING,
            training_machine=MACHINE,
            train=_tune if tunes else _train,
            register=_register,
            tunes=tunes,
        )
        for name, tunes in (("definition", False), ("definition-tuning", True))
    }
