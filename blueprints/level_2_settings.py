"""What a team may choose at level 2, besides all of level 1."""

from abc import ABC
from collections.abc import Iterator
from typing import ClassVar

from blueprints.level_1_settings import Level1Settings
from blueprints.replacement import PartTypes
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
    }

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from super().contradictions()
        for name in self.image_builds:
            if name not in self.images:
                known = ", ".join(self.images) or "there is none"
                reason = f"must be the name of an image repository ({known}), got {name!r}"
                yield Problem(f"image_builds.{name}", reason)
