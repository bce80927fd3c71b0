"""The parts that a level 1 stack is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from blueprints.level_0_parts import Level0Parts
from components.batch_inference import BatchInference
from components.continuous_training import ContinuousTraining
from components.feature_store import FeatureStore
from components.model_deployment import ModelDeployment
from components.model_monitor import ModelMonitor
from components.pipeline_dashboard import PipelineDashboard
from components.training_pipeline import TrainingPipeline


@dataclass(frozen=True, kw_only=True)
class Level1Parts(Level0Parts):
    """All of level 0, and what automates the pipeline; None for what the team does without."""

    feature_store: FeatureStore
    training_pipeline: TrainingPipeline | None
    continuous_training: ContinuousTraining | None
    deployments: Mapping[str, ModelDeployment]
    model_monitors: Mapping[str, ModelMonitor]
    batch_inference: Mapping[str, BatchInference]
    pipeline_dashboard: PipelineDashboard | None
