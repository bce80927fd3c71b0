"""What a level 1 stack exports, besides all of level 0."""

from typing import NotRequired

from pulumi import Output

from blueprints.blueprint import Team
from blueprints.level_0_outputs import Level0Outputs, level_0_outputs
from blueprints.level_1_parts import Level1Parts
from components.alerts import Alerts


class Level1Outputs(Level0Outputs):
    """Outputs of a stack; those of a part that the team does without are left out."""

    feature_groups: Output[dict[str, str]]
    """Names of the feature groups, by the names in the schema file."""

    feature_reader_policy_arn: Output[str]
    """ARN of the policy that reads records of features."""

    feature_writer_policy_arn: Output[str]
    """ARN of the policy that writes records of features."""

    training_pipeline: NotRequired[Output[str]]
    """Name of the training pipeline."""

    training_pipeline_arn: NotRequired[Output[str]]
    """ARN of the training pipeline."""

    start_training_function: NotRequired[Output[str]]
    """Name of the function to invoke to train now."""

    deploy_functions: dict[str, Output[str]]
    """Names of the functions that deploy approved versions, by endpoint."""

    baselines: dict[str, Output[str]]
    """Where the baseline of each model monitor is put, by endpoint or batch inference."""

    batch_predictions: dict[str, Output[str]]
    """Tables of the results of batch inference, by name."""

    pipeline_dashboard: NotRequired[Output[str]]
    """Name of the dashboard of training, drift and deployments."""


def level_1_outputs(team: Team, parts: Level1Parts, alerts: Alerts | None) -> Level1Outputs:
    """Return the outputs of a stack that is made of `parts`."""
    store, pipeline, training = (
        parts.feature_store,
        parts.training_pipeline,
        parts.continuous_training,
    )
    found: Level1Outputs = {
        **level_0_outputs(team, parts, alerts),
        "feature_groups": store.group_names,
        "feature_reader_policy_arn": store.reader_policy_arn,
        "feature_writer_policy_arn": store.writer_policy_arn,
        "deploy_functions": {n: one.deploy_function_name for n, one in parts.deployments.items()},
        "baselines": {n: one.baseline_prefix for n, one in parts.model_monitors.items()},
        "batch_predictions": {n: one.table_name for n, one in parts.batch_inference.items()},
    }
    if parts.pipeline_dashboard is not None:
        found["pipeline_dashboard"] = parts.pipeline_dashboard.dashboard_name
    if pipeline is not None:
        found["training_pipeline"] = pipeline.pipeline_name
        found["training_pipeline_arn"] = pipeline.pipeline_arn
    if training is not None:
        found["start_training_function"] = training.start_function_name
    return found
