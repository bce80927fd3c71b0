"""Level 1, ML pipeline automation: the pipeline retrains, people change the pipeline."""

from collections.abc import Iterator
from typing import ClassVar

import pulumi

from blueprints.blueprint import MaturityLevel, Team
from blueprints.level_0 import Level0
from blueprints.level_0_parts import Level0Parts
from blueprints.level_1_outputs import Level1Outputs, level_1_outputs
from blueprints.level_1_parts import Level1Parts
from blueprints.level_1_settings import Level1Settings
from blueprints.selectable import OptionalPart
from blueprints.wiring import Served, Wired, batch_source, group_arn, registered_images, wired
from components.batch_inference import BatchInference
from components.continuous_training import ContinuousTraining
from components.feature_store import FeatureStore
from components.model_deployment import ModelDeployment
from components.model_monitor import ModelMonitor, ModelMonitorSettings
from components.parts.endpoint.settings import watching_problems
from components.parts.training.settings import instance_types, runtime_hours
from components.pipeline_dashboard import PipelineDashboard
from components.training_pipeline import TrainingPipeline
from components.wiring import HoldsData


class Level1(Level1Settings, Level0):
    """A platform on which the pipeline retrains, and the newest approved model is served."""

    level: ClassVar[MaturityLevel] = MaturityLevel.PIPELINE_AUTOMATION

    def compose(self, team: Team) -> Level1Outputs:
        """Declare every resource of a level 1 stack."""
        parts = self.parts(team)
        return level_1_outputs(team, parts, self.alerted(team, parts))

    def served(self, endpoint: str) -> Served:
        """Endpoints with a deployment serve the versions of its group."""
        if endpoint not in self.deployments:
            return super().served(endpoint)
        return {"followed": True, **registered_images(self.training_pipeline)}

    def parts(self, team: Team) -> Level1Parts:
        """Declare and wire the parts, those of level 0 first and just as there."""
        named, made_of = team.name_of, self.component
        below = super().parts(team)
        of = wired(team, below)
        holds_data: HoldsData = {"protect_data": self.protect_data}
        features = made_of(FeatureStore)(
            named("features"),
            {
                **self.feature_store,
                **of.stack,
                **of.roles,
                **holds_data,
                "features_bucket": below.data_lake.features_bucket,
                "database_name": below.data_lake.database_name,
                "readers": {
                    "data-scientist": below.personas.data_scientist_role_arn,
                    "ml-engineer": below.personas.ml_engineer_role_arn,
                    "training": below.training.role_arn,
                },
                "writers": {"ml-engineer": below.personas.ml_engineer_role_arn},
            },
        )
        pipeline = self._pipeline(team, below, of)
        versions = registered_images(self.training_pipeline, pipeline)
        batches = {
            name: made_of(BatchInference)(
                named(f"batch-{name}"),
                {
                    **settings,
                    **of.stack,
                    **of.of_team,
                    **of.roles,
                    **of.network,
                    **of.zones,
                    **versions,
                    "batch": name,
                    "group_arn": group_arn(below.registry, settings["group"]),
                    "allowed_instance_types": list(instance_types(self.training)),
                    "database_name": below.data_lake.database_name,
                    "topic_arn": of.topic_arn,
                },
            )
            for name, settings in self.batch_inference.items()
        }
        monitors = {
            name: made_of(ModelMonitor)(
                named(f"monitor-{name}"),
                {
                    **settings,
                    **of.stack,
                    **of.of_team,
                    **of.roles,
                    **of.network,
                    **batch_source(batches.get(name)),
                    "source": f"{team.prefix}-{name}",
                    "artifacts_bucket": below.data_lake.artifacts_bucket,
                    "curated_bucket": below.data_lake.curated_bucket,
                    "database_name": below.data_lake.database_name,
                    "workgroup_name": below.data_lake.workgroup_name,
                    "topic_arn": of.topic_arn,
                },
            )
            for name, settings in self._watched()
        }
        retraining = None
        if pipeline is not None:
            retraining = self.unless(
                OptionalPart.CONTINUOUS_TRAINING,
                lambda: made_of(ContinuousTraining)(
                    named("retraining"),
                    {
                        **self.continuous_training,
                        **of.stack,
                        **of.roles,
                        **of.zones,
                        "pipeline_name": pipeline.pipeline_name,
                        "pipeline_arn": pipeline.pipeline_arn,
                        "drift_alarm_prefixes": [m.drift_alarm_prefix for m in monitors.values()],
                        "topic_arn": of.topic_arn,
                    },
                ),
            )
        deployments = {
            name: made_of(ModelDeployment)(
                named(f"deploy-{name}"),
                {
                    **settings,
                    **of.stack,
                    **of.roles,
                    "endpoint": name,
                    "endpoint_name": below.endpoints[name].endpoint_name,
                    "endpoint_role_arn": below.endpoints[name].role_arn,
                    "group_arn": group_arn(below.registry, settings["group"]),
                    "serving": below.endpoints[name].serving,
                    "topic_arn": of.topic_arn,
                },
            )
            for name, settings in self.deployments.items()
        }
        functions = dict[str, pulumi.Input[str]]()
        for name, one in deployments.items():
            functions[f"deploy {name}"] = one.deploy_function_name
        if retraining is not None:
            functions["start training"] = retraining.start_function_name
        dashboard = self.unless(
            OptionalPart.PIPELINE_DASHBOARD,
            lambda: made_of(PipelineDashboard)(
                named("pipeline-dashboard"),
                {
                    "prefix": team.prefix,
                    "pipelines": {} if pipeline is None else {"training": pipeline.pipeline_name},
                    "functions": functions,
                    "watches_models": bool(monitors),
                    "keeps_features": "schema_file" in self.feature_store,
                },
            ),
        )
        return Level1Parts(
            **vars(below),
            feature_store=features,
            training_pipeline=pipeline,
            continuous_training=retraining,
            deployments=deployments,
            model_monitors=monitors,
            batch_inference=batches,
            pipeline_dashboard=dashboard,
        )

    def _pipeline(self, team: Team, below: Level0Parts, of: Wired) -> TrainingPipeline | None:
        """The training pipeline, once there is a group to register its models in."""
        groups = self.registry.get("groups")
        if not groups:
            return None
        group = self.training_pipeline.get("model_group", next(iter(groups)))
        return self.unless(
            OptionalPart.TRAINING_PIPELINE,
            lambda: self.component(TrainingPipeline)(
                team.name_of("pipeline"),
                {
                    **self.training_pipeline,
                    # An adopted one has a name, and maybe an account, of its own.
                    "model_group": groups.get(group, {}).get("group_arn", group),
                    **of.stack,
                    **of.of_team,
                    **of.roles,
                    **of.zones,
                    "protect_data": self.protect_data,
                    "subnet_ids": of.network["subnet_ids"],
                    "security_group_id": below.training.security_group_id,
                    "training_role_arn": below.training.role_arn,
                    "guardrails_policy_arn": below.training.guardrails_policy_arn,
                    "allowed_instance_types": list(instance_types(self.training)),
                    "longest_runtime_minutes": 60 * runtime_hours(self.training),
                    "model_package_groups": below.registry.group_names,
                    "topic_arn": of.topic_arn,
                    "tags": {"team": team.slug, "environment": team.environment},
                },
            ),
        )

    def _watched(self) -> Iterator[tuple[str, ModelMonitorSettings]]:
        """What is monitored: what the team names, and endpoints that follow a group."""
        if OptionalPart.MODEL_MONITORS in self.without:
            return
        yield from self.model_monitors.items()
        for name in self.deployments:
            unwatched = any(watching_problems(self.endpoints[name]))
            if name not in self.model_monitors and not unwatched:
                yield name, {}
