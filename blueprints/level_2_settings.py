"""What a team may choose at level 2, besides all of level 1."""

from abc import ABC
from collections.abc import Iterator
from typing import ClassVar

from blueprints.contradictions import build_problems, own_groups, subnet_problems, within
from blueprints.level_1_settings import Level1Settings
from blueprints.replacement import PartTypes
from blueprints.wiring import reaches_internet
from components.delivery_dashboard import DeliveryDashboard
from components.deploy_identity import DeployIdentity, DeployIdentitySettings
from components.errors import Problem
from components.hyperpod_cluster import HyperPodCluster, HyperPodClusterSettings
from components.image_build import ImageBuild, ImageBuildSettings
from components.model_delivery import ModelDelivery, ModelDeliverySettings
from components.model_promotion import ModelPromotion, ModelPromotionSettings
from components.smoke_test import SmokeTest, SmokeTestSettings


class Level2Settings(Level1Settings, ABC):
    """Settings of a level 2 stack, and the component of each part."""

    deploy_identity: DeployIdentitySettings | None = None
    """Roles that CI plans and deploys with, without keys. Default: none, people deploy."""

    image_builds: dict[str, ImageBuildSettings] = {}
    """Builds of images in CodeBuild, by the image repository. Default: none, CI builds."""

    model_delivery: ModelDeliverySettings = {}
    """Who fetches approved versions: the stacks of the environments after this one."""

    model_promotion: ModelPromotionSettings | None = None
    """The stack that versions are fetched from, to await approval here. Default: none."""

    smoke_test: SmokeTestSettings = {}
    """What a version has to answer before it may be approved."""

    hyperpod_cluster: HyperPodClusterSettings | None = None
    """A cluster of accelerated machines for large models. Default: none."""

    part_types: ClassVar[PartTypes] = {
        **Level1Settings.part_types,
        "deploy_identity": DeployIdentity,
        "image_builds": ImageBuild,
        "model_delivery": ModelDelivery,
        "model_promotion": ModelPromotion,
        "smoke_test": SmokeTest,
        "hyperpod_cluster": HyperPodCluster,
        "delivery_dashboard": DeliveryDashboard,
    }

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from super().contradictions()
        # What stands in for the network says only when it is there what it reaches.
        reached = "network" in self.replaced_by or reaches_internet(self.network)
        yield from build_problems(self.image_builds, self.images, with_internet=reached)
        if self.hyperpod_cluster is not None:
            yield from within(
                "hyperpod_cluster", subnet_problems(self.hyperpod_cluster, self.network)
            )
        groups = own_groups(self.registry.get("groups", {}))
        if self.model_promotion is not None and not groups:
            yield Problem("model_promotion", "must come with a group in registry.groups, got none")
