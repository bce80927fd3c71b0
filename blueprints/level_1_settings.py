"""What a team may choose at level 1, besides all of level 0."""

from abc import ABC
from collections.abc import Iterator
from typing import ClassVar

from blueprints.contradictions import monitor_problems
from blueprints.level_0_settings import Level0Settings
from blueprints.replacement import PartTypes
from components.batch_inference import BatchInference, BatchInferenceSettings
from components.continuous_training import ContinuousTraining, ContinuousTrainingSettings
from components.errors import Problem
from components.feature_store import FeatureStore, FeatureStoreSettings
from components.model_deployment import ModelDeployment, ModelDeploymentSettings
from components.model_monitor import ModelMonitor, ModelMonitorSettings
from components.pipeline_dashboard import PipelineDashboard
from components.training_pipeline import TrainingPipeline, TrainingPipelineSettings


class Level1Settings(Level0Settings, ABC):
    """Settings of a level 1 stack, and the component of each part."""

    feature_store: FeatureStoreSettings = {}
    """Features that training and serving share, from a schema file."""

    training_pipeline: TrainingPipelineSettings = {}
    """The pipeline from data to a registered version of the registry's first group, or another;
    it comes up with the first group."""

    continuous_training: ContinuousTrainingSettings = {}
    """What starts the pipeline: a schedule, new data, drift, a person."""

    deployments: dict[str, ModelDeploymentSettings] = {}
    """Which versions endpoints serve, by the endpoint's name. Default: those in their settings."""

    model_monitors: dict[str, ModelMonitorSettings] = {}
    """How predictions are watched, by the name of the endpoint or batch inference. Default: data
    quality of each endpoint that follows a group and captures its data."""

    batch_inference: dict[str, BatchInferenceSettings] = {}
    """Predictions of whole data sets on schedule, by name. Default: none."""

    part_types: ClassVar[PartTypes] = {
        **Level0Settings.part_types,
        "feature_store": FeatureStore,
        "training_pipeline": TrainingPipeline,
        "continuous_training": ContinuousTraining,
        "deployments": ModelDeployment,
        "model_monitors": ModelMonitor,
        "batch_inference": BatchInference,
        "pipeline_dashboard": PipelineDashboard,
    }

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from super().contradictions()
        for name in self.deployments:
            if name not in self.endpoints:
                known = ", ".join(self.endpoints) or "there is none"
                reason = f"must be the name of an endpoint ({known}), got {name!r}"
                yield Problem(f"deployments.{name}", reason)
        groups = self.registry.get("groups", {})
        wanted = {
            **{f"deployments.{name}": one["group"] for name, one in self.deployments.items()},
            **{f"batch_inference.{n}": one["group"] for n, one in self.batch_inference.items()},
        }
        for where, group in wanted.items():
            if group not in groups:
                known = ", ".join(groups) or "there is none"
                reason = f"must be a group of the registry ({known}), got {group!r}"
                yield Problem(f"{where}.group", reason)
        yield from monitor_problems(self.model_monitors, self.endpoints, self.batch_inference)
