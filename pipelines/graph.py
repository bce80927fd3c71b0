"""The steps that every shipped pipeline has: validate, prepare, train, evaluate, register."""

from collections.abc import Callable, Mapping
from typing import Any

from sagemaker.core.workflow.conditions import (
    ConditionGreaterThan,
    ConditionGreaterThanOrEqualTo,
    ConditionLessThan,
)
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import StepTypeEnum

from pipelines import authoring as a


def training_pipeline(
    *,
    script_image: str,
    evaluation_image: str,
    training_machine: ParameterString,
    train: Callable[[Mapping[str, object]], dict[str, Any]],
    register: Callable[[object], dict[str, Any]],
    tunes: bool,
) -> Pipeline:
    """Return the pipeline whose training step is what `train` makes of the prepared data."""
    validate = a.RequestStep(
        "Validate",
        StepTypeEnum.PROCESSING,
        a.processing(
            "validate.py",
            script_image,
            a.PROCESSING,
            inputs={"data": a.INPUT},
            outputs=["validation"],
            environment={"LABEL_COLUMN": a.LABEL},
        ),
        cached=True,
    )
    prepare = a.RequestStep(
        "Prepare",
        StepTypeEnum.PROCESSING,
        a.processing(
            "prepare.py",
            script_image,
            a.PROCESSING,
            inputs={"data": a.INPUT},
            outputs=["train", "validation", "test"],
            environment={"LABEL_COLUMN": a.LABEL},
        ),
        cached=True,
        after=["Validate"],
    )
    channels = {name: a.output_of(prepare, name) for name in ("train", "validation")}
    kind = StepTypeEnum.TUNING if tunes else StepTypeEnum.TRAINING
    training = a.RequestStep("Tune" if tunes else "Train", kind, train(channels), cached=True)
    model = a.best_model(training) if tunes else training.properties.ModelArtifacts.S3ModelArtifacts
    evaluate = a.RequestStep(
        "Evaluate",
        StepTypeEnum.PROCESSING,
        a.processing(
            "evaluate.py",
            evaluation_image,
            a.EVALUATING,
            inputs={"model": model, "test": a.output_of(prepare, "test")},
            outputs=["evaluation", "baseline"],
            environment={"MODEL_GROUP": a.GROUP, "AWS_DEFAULT_REGION": "${region}"},
        ),
        files=[a.EVALUATION],
    )
    registration = a.RequestStep("Register", StepTypeEnum.REGISTER_MODEL, register(model))
    tuning = [a.TUNING_JOBS, a.TUNING_PARALLEL] if tunes else []
    return Pipeline(
        name="shipped",
        parameters=[
            *(a.INPUT, a.LABEL, a.PROCESSING, a.EVALUATING, training_machine, a.INSTANCES),
            *(a.RUNTIME, a.LEAST, a.BETTER_BY, *tuning),
        ],
        steps=[validate, prepare, training, evaluate, *_decisions(registration)],
        # SageMaker Experiments would get an entry of its own for each execution, beside MLflow.
        pipeline_experiment_config=None,
    )


def _decisions(registration: a.RequestStep) -> list[ConditionStep]:
    """Fail below the least metric; register what is not below it and better than what serves.

    Two steps, since a condition inside the branch of another is not supported (SageMaker guide,
    "Condition step").
    """
    metric = _measured("binary_classification_metrics.auc.value")
    improvement = _measured("comparison.improvement")
    fail = FailStep(
        "BelowMinimum",
        error_message=Join(on=" ", values=["the model's AUC must be at least", a.LEAST]),
    )
    return [
        ConditionStep(
            name="IsTooWeak",
            conditions=[ConditionLessThan(left=metric, right=a.LEAST)],
            if_steps=[fail],
        ),
        ConditionStep(
            name="IsBetter",
            conditions=[
                ConditionGreaterThanOrEqualTo(left=metric, right=a.LEAST),
                ConditionGreaterThan(left=improvement, right=a.BETTER_BY),
            ],
            if_steps=[registration],
        ),
    ]


def _measured(path: str) -> JsonGet:
    return JsonGet(step_name="Evaluate", property_file=a.EVALUATION, json_path=path)
