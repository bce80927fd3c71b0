"""Level 0, manual process: people train and deploy by hand, on a platform safe by default."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from blueprints.blueprint import Blueprint, Check, MaturityLevel, Team, each
from blueprints.level_0_outputs import outputs
from blueprints.level_0_parts import Level0Parts
from blueprints.wiring import adopted_tracker, in_network, watched, zones
from components.budget import Budget, BudgetSettings
from components.data_lake import DataLake, DataLakeSettings
from components.encryption_key import EncryptionKey, EncryptionKeySettings
from components.experiment_tracker import ExperimentTracker, ExperimentTrackerSettings
from components.gpu_queue import GpuQueue, GpuQueueSettings
from components.image_repository import ImageRepository, ImageRepositorySettings
from components.inference_endpoint import InferenceEndpoint, InferenceEndpointSettings
from components.managed_training import ManagedTraining, ManagedTrainingSettings
from components.model_registry import ModelRegistry, ModelRegistrySettings
from components.network import Network, NetworkSettings
from components.permissions_boundary import PermissionsBoundary, PermissionsBoundarySettings
from components.personas import Personas, PersonasSettings
from components.service_monitor import ServiceMonitor, ServiceMonitorSettings
from components.wiring import HasRoles, HoldsData, InStack, OfTeam
from components.workbench import Workbench, WorkbenchSettings

Part = TypeVar("Part")


class OptionalPart(StrEnum):
    """A part of level 0 that a team can do without."""

    WORKBENCH = "workbench"
    EXPERIMENT_TRACKER = "experiment_tracker"
    GPU_QUEUE = "gpu_queue"
    BUDGET = "budget"


class Level0(Blueprint):
    """Settings of a level 0 stack."""

    level: ClassVar[MaturityLevel] = MaturityLevel.MANUAL

    protect_data: bool = True
    """Whether data survives: what holds data is protected and kept. False makes a stack that
    `pulumi destroy` removes whole, objects included. Default: true."""

    without: list[OptionalPart] = []
    """Parts not to bring up. Default: none, all are brought up."""

    encryption_key: EncryptionKeySettings = {}
    """The customer-managed key that encrypts everything."""

    permissions_boundary: PermissionsBoundarySettings = {}
    """The limit that no role of the stack can exceed."""

    network: NetworkSettings = {}
    """The VPC, created or adopted, and how private it is."""

    data_lake: DataLakeSettings = {}
    """The data zones, their catalogue and SQL over them."""

    personas: PersonasSettings = {}
    """Who may do what."""

    workbench: WorkbenchSettings = {}
    """Notebooks: the Studio domain and its users."""

    experiment_tracker: ExperimentTrackerSettings = {}
    """The MLflow tracking server."""

    training: ManagedTrainingSettings = {}
    """Managed training jobs: what they may run on, and their defaults."""

    gpu_queue: GpuQueueSettings = {}
    """The batch queue for GPU jobs; it costs nothing while it is empty."""

    images: dict[str, ImageRepositorySettings] = {"training": {}, "serving": {}}
    """Container image repositories by name. Default: training and serving."""

    registry: ModelRegistrySettings = {}
    """Groups of model versions, their cards and who may read them."""

    endpoints: dict[str, InferenceEndpointSettings] = {}
    """Inference endpoints by name. Default: none; a team starts without a model."""

    service_monitor: ServiceMonitorSettings = {}
    """Notifications, alarms, logs and the dashboard."""

    budget: BudgetSettings = {}
    """The monthly limit and its alerts."""

    checks: ClassVar[Mapping[str, Check]] = {
        "encryption_key": EncryptionKey.problems,
        "permissions_boundary": PermissionsBoundary.problems,
        "network": Network.problems,
        "data_lake": DataLake.problems,
        "personas": Personas.problems,
        "workbench": Workbench.problems,
        "experiment_tracker": ExperimentTracker.problems,
        "training": ManagedTraining.problems,
        "gpu_queue": GpuQueue.problems,
        "images": each(ImageRepository.problems),
        "registry": ModelRegistry.problems,
        "endpoints": each(InferenceEndpoint.problems),
        "service_monitor": ServiceMonitor.problems,
        "budget": Budget.problems,
    }

    def compose(self, team: Team) -> Mapping[str, Any]:
        """Declare every resource of a level 0 stack."""
        return outputs(team, self.parts(team))

    def parts(self, team: Team) -> Level0Parts:
        """Declare and wire the parts."""
        named = team.name_of
        of_team: OfTeam = {"team": team.slug, "environment": team.environment}
        tags = {"team": team.slug, "environment": team.environment}
        holds_data: HoldsData = {"protect_data": self.protect_data}
        key = EncryptionKey(named("key"), {**self.encryption_key, **holds_data})
        boundary = PermissionsBoundary(
            named("boundary"),
            {**self.permissions_boundary, "prefix": team.prefix, "team": team.slug},
        )
        stack: InStack = {"prefix": team.prefix, "kms_key_arn": key.key_arn}
        roles: HasRoles = {"permissions_boundary_arn": boundary.policy_arn}
        network = Network(named("network"), {**self.network, **roles, "kms_key_arn": key.key_arn})
        private = in_network(network)
        lake = DataLake(
            named("lake"),
            {**self.data_lake, **stack, **holds_data, "s3_endpoint_id": network.s3_endpoint_id},
        )
        data = zones(lake)
        artifacts = lake.artifacts_bucket
        tracked = adopted_tracker(self.experiment_tracker)
        training = ManagedTraining(
            named("training"),
            {
                # Whoever deploys from outside a closed lake cannot write an object to it.
                "publish_sdk_config": not self.data_lake.get("endpoint_only", False),
                **self.training,
                **stack,
                **roles,
                **of_team,
                **private,
                **data,
                **tracked,
                "tags": tags,
            },
        )
        personas = Personas(
            named("personas"),
            {
                **self.personas,
                **stack,
                **roles,
                **data,
                **tracked,
                "team": team.slug,
                "database_name": lake.database_name,
                "workgroup_name": lake.workgroup_name,
                "training_role_arn": training.role_arn,
                "guardrails_policy_arn": training.guardrails_policy_arn,
            },
        )
        gpu_queue = self._unless(
            OptionalPart.GPU_QUEUE,
            lambda: GpuQueue(
                named("gpu"), {**self.gpu_queue, **stack, **roles, **private, **data, "tags": tags}
            ),
        )
        monitor = ServiceMonitor(
            named("monitor"),
            {
                **self.service_monitor,
                **stack,
                **data,
                **watched(gpu_queue),
                "endpoint_names": [f"{team.prefix}-{name}" for name in self.endpoints],
            },
        )
        registry = ModelRegistry(
            named("registry"),
            {**self.registry, **stack, **holds_data, "topic_arn": monitor.topic_arn},
        )
        images = {
            name: ImageRepository(
                named(f"image-{name}"),
                {**settings, **stack, **holds_data, "repository": name},
            )
            for name, settings in self.images.items()
        }
        endpoints = {
            name: InferenceEndpoint(
                named(f"endpoint-{name}"),
                {
                    **settings,
                    **stack,
                    **roles,
                    **private,
                    "endpoint": name,
                    "artifacts_bucket": artifacts,
                    "topic_arn": monitor.topic_arn,
                },
            )
            for name, settings in self.endpoints.items()
        }
        workbench = self._unless(
            OptionalPart.WORKBENCH,
            lambda: Workbench(
                named("workbench"),
                {
                    **self.workbench,
                    **private,
                    **holds_data,
                    "kms_key_arn": key.key_arn,
                    "execution_role_arn": personas.data_scientist_role_arn,
                    "ml_engineer_role_arn": personas.ml_engineer_role_arn,
                },
            ),
        )
        tracker = self._unless(
            OptionalPart.EXPERIMENT_TRACKER,
            lambda: ExperimentTracker(
                named("tracker"),
                {
                    **self.experiment_tracker,
                    **stack,
                    **roles,
                    **holds_data,
                    "artifacts_bucket": artifacts,
                },
            ),
        )
        budget = self._unless(
            OptionalPart.BUDGET,
            lambda: Budget(
                named("budget"),
                {
                    **self.budget,
                    **of_team,
                    "prefix": team.prefix,
                    "topic_arn": monitor.topic_arn,
                },
            ),
        )
        return Level0Parts(
            key=key,
            boundary=boundary,
            network=network,
            data_lake=lake,
            training=training,
            personas=personas,
            service_monitor=monitor,
            registry=registry,
            images=images,
            endpoints=endpoints,
            workbench=workbench,
            experiment_tracker=tracker,
            gpu_queue=gpu_queue,
            budget=budget,
        )

    def _unless(self, part: OptionalPart, bring_up: Callable[[], Part]) -> Part | None:
        """Bring a part up unless the team does without it."""
        return None if part in self.without else bring_up()
