"""What many parts of a stack are given alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from blueprints.blueprint import Team
from blueprints.level_0_parts import Level0Parts
from components.aws_scope import AwsScope
from components.batch_inference import BatchInference
from components.column_access import ColumnAccess
from components.data_lake import DataLake
from components.experiment_tracker import ExperimentTrackerSettings
from components.gpu_queue import GpuQueue
from components.managed_training import ManagedTraining
from components.model_registry import ModelRegistry
from components.network import Network, NetworkSettings
from components.parts.endpoint.settings import RolloutSettings
from components.parts.file_system.settings import FileSystemKind
from components.parts.network.settings import DEFAULT_ZONES, Nat
from components.parts.pipeline.registered import registered_repositories
from components.personas import Personas
from components.shared_file_system import SharedFileSystem, SharedFileSystemSettings
from components.training_pipeline import TrainingPipeline, TrainingPipelineSettings
from components.wiring import HasRoles, InNetwork, InStack, OfTeam, ServesVersions, Zones
from components.workbench import Workbench


@dataclass(frozen=True)
class Wired:
    """What every part that is added to a stack needs of it."""

    stack: InStack
    roles: HasRoles
    of_team: OfTeam
    network: InNetwork
    zones: Zones
    topic_arn: pulumi.Output[str]


def wired(team: Team, parts: Level0Parts) -> Wired:
    """Wiring of parts that a higher level adds."""
    return Wired(
        stack={"prefix": team.prefix, "kms_key_arn": parts.key.key_arn},
        roles={"permissions_boundary_arn": parts.boundary.policy_arn},
        of_team={"team": team.slug, "environment": team.environment},
        network=in_network(parts.network),
        zones=zones(parts.data_lake),
        topic_arn=parts.service_monitor.topic_arn,
    )


class Tracked(TypedDict):
    """Which tracking server jobs and people report to, where its name does not show whose it is."""

    tracking_server_arn: NotRequired[str]


def adopted_tracker(settings: ExperimentTrackerSettings) -> Tracked:
    """Wiring of parts that reach a tracking server which the stack has adopted."""
    adopted = settings.get("tracking_server_arn")
    return {} if adopted is None else {"tracking_server_arn": adopted}


class WatchedQueue(TypedDict):
    """What the dashboard shows of a job queue."""

    job_queue_name: NotRequired[pulumi.Output[str]]
    job_log_group: NotRequired[pulumi.Output[str]]


def watched(queue: GpuQueue | None) -> WatchedQueue:
    """Wiring of the dashboard, empty without a queue."""
    if queue is None:
        return {}
    return {"job_queue_name": queue.job_queue_name, "job_log_group": queue.log_group_name}


class Readers(TypedDict):
    """Tables, and whose roles read them."""

    curated_bucket: pulumi.Output[str]
    database_name: pulumi.Output[str]
    people: dict[str, pulumi.Input[str]]
    jobs: dict[str, pulumi.Input[str]]


def readers(
    lake: DataLake, personas: Personas, training: ManagedTraining, queue: GpuQueue | None
) -> Readers:
    """Wiring of what governs columns, for people who work with data and their jobs."""
    jobs: dict[str, pulumi.Input[str]] = {"training": training.role_arn}
    if queue is not None:
        jobs["gpu"] = queue.job_role_arn
    return {
        "curated_bucket": lake.curated_bucket,
        "database_name": lake.database_name,
        "people": {
            "data-scientist": personas.data_scientist_role_arn,
            "ml-engineer": personas.ml_engineer_role_arn,
        },
        "jobs": jobs,
    }


def job_groups(training: ManagedTraining, queue: GpuQueue | None) -> dict[str, pulumi.Input[str]]:
    """Security groups of the jobs that mount shared files."""
    found: dict[str, pulumi.Input[str]] = {"training": training.security_group_id}
    if queue is not None:
        found["gpu"] = queue.security_group_id
    return found


class ClosedFolders(TypedDict):
    """What keeps jobs from files of tables with sensitive columns."""

    closed_folders_policy_arn: NotRequired[pulumi.Output[str]]


def closed_folders(columns: ColumnAccess | None) -> ClosedFolders:
    """Wiring of parts that run people's code with a role of their own, empty without tables."""
    return {} if columns is None else {"closed_folders_policy_arn": columns.closed_policy_arn}


def group_arn(registry: ModelRegistry, group: str) -> pulumi.Output[str]:
    """ARN of a group of the registry, by the name that the team gave it."""
    return registry.group_arns.apply(lambda arns: arns[group])


class BatchSource(TypedDict):
    """Where the results of a batch inference lie, for what watches them."""

    batch_bucket: NotRequired[pulumi.Output[str]]
    batch_prefix: NotRequired[pulumi.Output[str]]


def batch_source(batch: BatchInference | None) -> BatchSource:
    """Wiring of a monitor, empty for one that watches an endpoint."""
    if batch is None:
        return {}
    return {"batch_bucket": batch.output_bucket, "batch_prefix": batch.output_prefix}


class Served(ServesVersions):
    """How an endpoint comes by its model."""

    followed: bool
    default_rollout: NotRequired[RolloutSettings]


def registered_images(
    settings: TrainingPipelineSettings, pipeline: TrainingPipeline | None = None
) -> ServesVersions:
    """Wiring of what serves versions: as the pipeline says, or before and without it its settings.

    A stack without it may get its versions from one that has it.
    """
    if pipeline is not None:
        return {"inference_image_repository_arns": pipeline.inference_image_repository_arns}
    return {"inference_image_repository_arns": registered_repositories(settings, AwsScope.of())}


class FetchedWith(TypedDict):
    """Roles of other accounts that models are fetched with."""

    reader_role_arns: NotRequired[Sequence[pulumi.Input[str]]]


def subnet_count(network: NetworkSettings) -> int:
    """How many private subnets a network has, which is known before it is there."""
    adopted = network.get("adopt")
    return len(adopted["private_subnet_ids"]) if adopted else network.get("zones", DEFAULT_ZONES)


def reaches_internet(network: NetworkSettings) -> bool:
    """Whether workloads may open connections to any address, likewise."""
    adopted = network.get("adopt")
    if adopted:
        return adopted.get("internet_egress", False)
    return network.get("nat", Nat.SINGLE) != Nat.NONE


class Lustre(TypedDict):
    """The Lustre file system that a cluster mounts."""

    lustre_dns_name: NotRequired[pulumi.Output[str]]
    lustre_mount_name: NotRequired[pulumi.Output[str]]
    lustre_security_group_id: NotRequired[pulumi.Output[str]]


def lustre(files: SharedFileSystem | None, settings: SharedFileSystemSettings | None) -> Lustre:
    """Wiring of what mounts the shared file system if it is Lustre, empty if it is not."""
    if files is None or settings is None or settings.get("kind") != FileSystemKind.LUSTRE:
        return {}
    return {
        "lustre_dns_name": files.dns_name,
        "lustre_mount_name": files.mount_name,
        "lustre_security_group_id": files.security_group_id,
    }


class WatchedStudio(TypedDict):
    """Whose apps are watched for idleness."""

    domain_id: NotRequired[pulumi.Output[str]]


def studio(workbench: Workbench | None) -> WatchedStudio:
    """Wiring of what looks after the apps of a workbench, empty without one."""
    return {} if workbench is None else {"domain_id": workbench.domain_id}


def in_network(network: Network) -> InNetwork:
    """Wiring of parts that run workloads in `network`."""
    wiring: InNetwork = {
        "vpc_id": network.vpc_id,
        "vpc_cidr": network.vpc_cidr,
        "subnet_ids": network.private_subnet_ids,
        "internet_egress": network.internet_egress,
    }
    if network.s3_prefix_list_id is not None:
        wiring["s3_prefix_list_id"] = network.s3_prefix_list_id
    return wiring


def zones(lake: DataLake) -> Zones:
    """Wiring of parts that read or write the zones of `lake`."""
    return {
        "raw_bucket": lake.raw_bucket,
        "curated_bucket": lake.curated_bucket,
        "features_bucket": lake.features_bucket,
        "artifacts_bucket": lake.artifacts_bucket,
    }
