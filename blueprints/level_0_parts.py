"""The parts that a level 0 stack is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from components.workbench import Workbench


@dataclass(frozen=True, kw_only=True)
class Level0Parts:
    """Everything a level 0 stack is made of; None for a part that the team does without."""

    key: EncryptionKey
    boundary: PermissionsBoundary
    network: Network
    data_lake: DataLake
    training: ManagedTraining
    personas: Personas
    registry: ModelRegistry
    images: Mapping[str, ImageRepository]
    endpoints: Mapping[str, InferenceEndpoint]
    service_monitor: ServiceMonitor
    workbench: Workbench | None
    experiment_tracker: ExperimentTracker | None
    gpu_queue: GpuQueue | None
    column_access: ColumnAccess | None
    shared_file_system: SharedFileSystem | None
    apis: Mapping[str, ModelApi]
    idle_guard: IdleGuard | None
    audit_trail: AuditTrail | None
    budget: Budget | None
