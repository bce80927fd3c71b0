"""Level 0, manual process: people train and deploy by hand, on a platform safe by default."""

from typing import ClassVar

from blueprints.alarms import alert_wiring
from blueprints.blueprint import MaturityLevel, Team
from blueprints.level_0_outputs import Level0Outputs, level_0_outputs
from blueprints.level_0_parts import Level0Parts
from blueprints.level_0_settings import Level0Settings
from blueprints.selectable import OptionalPart
from blueprints.wiring import (
    FetchedWith,
    Served,
    adopted_tracker,
    in_network,
    job_groups,
    readers,
    studio,
    subnet_count,
    watched,
    zones,
)
from components.alerts import Alerts
from components.audit_trail import AuditTrail
from components.budget import Budget
from components.column_access import ColumnAccess
from components.data_lake import DataLake
from components.encryption_key import EncryptionKey
from components.experiment_tracker import ExperimentTracker
from components.gpu_queue import GpuQueue
from components.idle_guard import IdleGuard
from components.image_repository import ImageRepository
from components.inference_endpoint import InferenceEndpoint
from components.managed_training import ManagedTraining
from components.model_api import ModelApi
from components.model_registry import ModelRegistry
from components.network import Network
from components.permissions_boundary import PermissionsBoundary
from components.personas import Personas
from components.service_monitor import ServiceMonitor
from components.shared_file_system import SharedFileSystem
from components.wiring import HasRoles, HoldsData, InStack, OfTeam
from components.workbench import Workbench


class Level0(Level0Settings):
    """A platform on which people train and deploy by hand."""

    level: ClassVar[MaturityLevel] = MaturityLevel.MANUAL

    def compose(self, team: Team) -> Level0Outputs:
        """Declare every resource of a level 0 stack."""
        parts = self.parts(team)
        return level_0_outputs(team, parts, self.alerted(team, parts))

    def alerted(self, team: Team, parts: Level0Parts) -> Alerts | None:
        """Declare what says how the whole stack is, from the alarms of all its parts."""
        return self.unless(
            OptionalPart.ALERTS,
            lambda: self.component(Alerts)(
                team.name_of("alerts"), {**self.alerts, **alert_wiring(team, parts)}
            ),
        )

    def served(self, endpoint: str) -> Served:
        """How an endpoint comes by its model, and changes to the next: as its settings say."""
        return {"followed": False}

    def fetched_with(self) -> FetchedWith:
        """Roles elsewhere that models are fetched with: none at this level."""
        return {}

    def parts(self, team: Team) -> Level0Parts:
        """Declare and wire the parts."""
        named, made_of = team.name_of, self.component
        of_team: OfTeam = {"team": team.slug, "environment": team.environment}
        tags = {"team": team.slug, "environment": team.environment}
        holds_data: HoldsData = {"protect_data": self.protect_data}
        key = made_of(EncryptionKey)(named("key"), {**self.encryption_key, **holds_data})
        boundary = made_of(PermissionsBoundary)(
            named("boundary"),
            {
                **self.permissions_boundary,
                **self.fetched_with(),
                "prefix": team.prefix,
                "team": team.slug,
            },
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
        columns = None
        if self.column_access is not None:
            seen_by = readers(lake, personas, training, gpu_queue)
            columns = made_of(ColumnAccess)(
                named("columns"), {**self.column_access, **stack, **roles, **seen_by}
            )
        files = None
        if self.shared_file_system is not None:
            files = made_of(SharedFileSystem)(
                named("files"),
                {
                    **self.shared_file_system,
                    **stack,
                    **holds_data,
                    **data,
                    "vpc_id": network.vpc_id,
                    "subnet_ids": network.private_subnet_ids,
                    "subnet_count": subnet_count(self.network),
                    "client_security_groups": job_groups(training, gpu_queue),
                },
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
                    **self.served(name),
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
        apis = {
            name: made_of(ModelApi)(
                named(f"api-{name}"),
                {
                    **settings,
                    **stack,
                    **roles,
                    **holds_data,
                    **private,
                    "api": name,
                    "endpoint_names": {n: one.endpoint_name for n, one in endpoints.items()},
                    "topic_arn": monitor.topic_arn,
                },
            )
            for name, settings in self.apis.items()
        }
        idle_guard = self.unless(
            OptionalPart.IDLE_GUARD,
            lambda: made_of(IdleGuard)(
                named("idle"),
                {
                    **self.idle_guard,
                    **stack,
                    **of_team,
                    **roles,
                    **studio(workbench),
                    "topic_arn": monitor.topic_arn,
                },
            ),
        )
        audit_trail = None
        if self.audit_trail is not None:
            audit_trail = made_of(AuditTrail)(
                named("audit"),
                {
                    **self.audit_trail,
                    **stack,
                    **holds_data,
                    **data,
                    "model_group_names": registry.group_names,
                },
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
            column_access=columns,
            shared_file_system=files,
            apis=apis,
            idle_guard=idle_guard,
            audit_trail=audit_trail,
            budget=budget,
        )
