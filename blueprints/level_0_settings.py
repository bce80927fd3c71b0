"""What a team may choose at level 0, and at every level above it."""

from abc import ABC
from collections.abc import Iterator
from typing import ClassVar

from blueprints.contradictions import api_problems, subnet_problems, within
from blueprints.replacement import PartTypes
from blueprints.selectable import Selectable
from components.alerts import Alerts, AlertsSettings
from components.audit_trail import AuditTrail, AuditTrailSettings
from components.budget import Budget, BudgetSettings
from components.column_access import ColumnAccess, ColumnAccessSettings
from components.data_lake import DataLake, DataLakeSettings
from components.encryption_key import EncryptionKey, EncryptionKeySettings
from components.errors import Problem
from components.experiment_tracker import ExperimentTracker, ExperimentTrackerSettings
from components.gpu_queue import GpuQueue, GpuQueueSettings
from components.idle_guard import IdleGuard, IdleGuardSettings
from components.image_repository import ImageRepository, ImageRepositorySettings
from components.inference_endpoint import InferenceEndpoint, InferenceEndpointSettings
from components.managed_training import ManagedTraining, ManagedTrainingSettings
from components.model_api import ModelApi, ModelApiSettings
from components.model_registry import ModelRegistry, ModelRegistrySettings
from components.network import Network, NetworkSettings
from components.parts.columns.settings import linked_problems
from components.permissions_boundary import PermissionsBoundary, PermissionsBoundarySettings
from components.personas import Personas, PersonasSettings
from components.service_monitor import ServiceMonitor, ServiceMonitorSettings
from components.shared_file_system import SharedFileSystem, SharedFileSystemSettings
from components.workbench import Workbench, WorkbenchSettings


class Level0Settings(Selectable, ABC):
    """Settings of every stack, and the component of each part."""

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

    column_access: ColumnAccessSettings | None = None
    """Sensitive columns of tables, which data scientists and ML engineers do not see. Default:
    none, they see every column."""

    workbench: WorkbenchSettings = {}
    """Notebooks: the Studio domain and its users."""

    experiment_tracker: ExperimentTrackerSettings = {}
    """The MLflow tracking server."""

    training: ManagedTrainingSettings = {}
    """Managed training jobs: what they may run on, and their defaults."""

    gpu_queue: GpuQueueSettings = {}
    """The batch queue for GPU jobs; it costs nothing while it is empty."""

    shared_file_system: SharedFileSystemSettings | None = None
    """Files that jobs and notebooks share, EFS or Lustre. Default: none."""

    images: dict[str, ImageRepositorySettings] = {"training": {}, "serving": {}}
    """Container image repositories by name. Default: training and serving."""

    registry: ModelRegistrySettings = {}
    """Groups of model versions, their cards and who may read them."""

    endpoints: dict[str, InferenceEndpointSettings] = {}
    """Inference endpoints by name. Default: none; a team starts without a model."""

    apis: dict[str, ModelApiSettings] = {}
    """HTTPS addresses in front of the endpoints, by name. Default: none."""

    idle_guard: IdleGuardSettings = {}
    """What happens to endpoints and notebooks that nobody uses."""

    audit_trail: AuditTrailSettings | None = None
    """Records of accesses to the data. Default: none for internal data, else a trail is kept."""

    service_monitor: ServiceMonitorSettings = {}
    """Notifications, alarms, logs and the dashboard."""

    alerts: AlertsSettings = {}
    """Who is woken, where the team reads along, and one state for the whole stack."""

    budget: BudgetSettings = {}
    """The monthly limit and its alerts."""

    part_types: ClassVar[PartTypes] = {
        "encryption_key": EncryptionKey,
        "permissions_boundary": PermissionsBoundary,
        "network": Network,
        "data_lake": DataLake,
        "personas": Personas,
        "column_access": ColumnAccess,
        "workbench": Workbench,
        "experiment_tracker": ExperimentTracker,
        "training": ManagedTraining,
        "gpu_queue": GpuQueue,
        "shared_file_system": SharedFileSystem,
        "images": ImageRepository,
        "registry": ModelRegistry,
        "endpoints": InferenceEndpoint,
        "apis": ModelApi,
        "idle_guard": IdleGuard,
        "audit_trail": AuditTrail,
        "service_monitor": ServiceMonitor,
        "alerts": Alerts,
        "budget": Budget,
    }

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from super().contradictions()
        yield from api_problems(self.apis, self.endpoints)
        files = self.shared_file_system
        if self.column_access is not None and files is not None:
            yield from linked_problems("shared_file_system", files, self.column_access)
        yield from within("gpu_queue", subnet_problems(self.gpu_queue, self.network))
