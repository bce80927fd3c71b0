"""The parts that a level 2 stack is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from blueprints.level_1_parts import Level1Parts
from components.delivery_dashboard import DeliveryDashboard
from components.deploy_identity import DeployIdentity
from components.hyperpod_cluster import HyperPodCluster
from components.image_build import ImageBuild
from components.model_delivery import ModelDelivery
from components.model_promotion import ModelPromotion
from components.smoke_test import SmokeTest


@dataclass(frozen=True, kw_only=True)
class Level2Parts(Level1Parts):
    """All of level 1, and what ships changes by itself; None for what the team does without."""

    deploy_identity: DeployIdentity | None
    image_builds: Mapping[str, ImageBuild]
    model_delivery: ModelDelivery
    model_promotion: ModelPromotion | None
    smoke_test: SmokeTest | None
    hyperpod_cluster: HyperPodCluster | None
    delivery_dashboard: DeliveryDashboard | None
