"""Level 0, manual process: people train and deploy by hand, on a platform safe by default."""

from typing import ClassVar

from blueprints.blueprint import MaturityLevel, Team
from blueprints.level_0_outputs import Level0Outputs, level_0_outputs
from blueprints.level_0_parts import Level0Parts
from blueprints.replacement import PartTypes
from blueprints.selectable import OptionalPart, Selectable
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


class Level0(Selectable):
    """Settings of a level 0 stack."""

    level: ClassVar[MaturityLevel] = MaturityLevel.MANUAL

    protect_data: bool = True
    """Whether data survives: what holds data is protected and kept. False makes a stack that
    `pulumi destroy` removes whole, objects included. Default: true."""

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

    part_types: ClassVar[PartTypes] = {
        "encryption_key": EncryptionKey,
        "permissions_boundary": PermissionsBoundary,
        "network": Network,
        "data_lake": DataLake,
        "personas": Personas,
        "workbench": Workbench,
        "experiment_tracker": ExperimentTracker,
        "training": ManagedTraining,
        "gpu_queue": GpuQueue,
        "images": ImageRepository,
        "registry": ModelRegistry,
        "endpoints": InferenceEndpoint,
        "service_monitor": ServiceMonitor,
        "budget": Budget,
    }

    def compose(self, team: Team) -> Level0Outputs:
        """Declare every resource of a level 0 stack."""
        return level_0_outputs(team, self.parts(team))

    def parts(self, team: Team) -> Level0Parts:
        """Declare and wire the parts."""
        named, made_of = team.name_of, self.component
        of_team: OfTeam = {"team": team.slug, "environment": team.environment}
        tags = {"team": team.slug, "environment": team.environment}
        holds_data: HoldsData = {"protect_data": self.protect_data}
        key = made_of(EncryptionKey)(named("key"), {**self.encryption_key, **holds_data})
        boundary = made_of(PermissionsBoundary)(
            named("boundary"),
            {**self.permissions_boundary, "prefix": team.prefix, "team": team.slug},
        )
        stack: InStack = {"prefix": team.prefix, "kms_key_arn": key.key_arn}
        roles: HasRoles = {"permissions_boundary_arn": boundary.policy_arn}
        network = made_of(Network)(
            named("network"), {**self.network, **roles, "kms_key_arn": key.key_arn}
        )
        private = in_network(network)
        lake = made_of(DataLake)(
            named("lake"),
            {**self.data_lake, **stack, **holds_data, "s3_endpoint_id": network.s3_endpoint_id},
        )
        data = zones(lake)
        artifacts = lake.artifacts_bucket
        tracked = adopted_tracker(self.experiment_tracker)
        training = made_of(ManagedTraining)(
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
        personas = made_of(Personas)(
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
        gpu_queue = self.unless(
            OptionalPart.GPU_QUEUE,
            lambda: made_of(GpuQueue)(
                named("gpu"), {**self.gpu_queue, **stack, **roles, **private, **data, "tags": tags}
            ),
        )
        monitor = made_of(ServiceMonitor)(
            named("monitor"),
            {
                **self.service_monitor,
                **stack,
                **data,
                **watched(gpu_queue),
                "endpoint_names": [f"{team.prefix}-{name}" for name in self.endpoints],
            },
        )
        registry = made_of(ModelRegistry)(
            named("registry"),
            {**self.registry, **stack, **holds_data, "topic_arn": monitor.topic_arn},
        )
        images = {
            name: made_of(ImageRepository)(
                named(f"image-{name}"),
                {**settings, **stack, **holds_data, "repository": name},
            )
            for name, settings in self.images.items()
        }
        endpoints = {
            name: made_of(InferenceEndpoint)(
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
        workbench = self.unless(
            OptionalPart.WORKBENCH,
            lambda: made_of(Workbench)(
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
        tracker = self.unless(
            OptionalPart.EXPERIMENT_TRACKER,
            lambda: made_of(ExperimentTracker)(
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
        budget = self.unless(
            OptionalPart.BUDGET,
            lambda: made_of(Budget)(
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
