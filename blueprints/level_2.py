"""Level 2, CI/CD pipeline automation: changes to the pipeline ship themselves."""

from typing import ClassVar

import pulumi

from blueprints.blueprint import MaturityLevel, Team
from blueprints.contradictions import own_groups
from blueprints.level_1 import Level1
from blueprints.level_1_parts import Level1Parts
from blueprints.level_2_outputs import Level2Outputs, level_2_outputs
from blueprints.level_2_parts import Level2Parts
from blueprints.level_2_settings import Level2Settings
from blueprints.selectable import OptionalPart
from blueprints.wiring import (
    FetchedWith,
    Served,
    Wired,
    closed_folders,
    lustre,
    registered_images,
    wired,
)
from components.aws_scope import AwsScope
from components.delivery_dashboard import DeliveryDashboard
from components.deploy_identity import DeployIdentity
from components.hyperpod_cluster import HyperPodCluster
from components.image_build import ImageBuild
from components.model_delivery import ModelDelivery
from components.model_promotion import ModelPromotion
from components.parts.endpoint.rollout import RolloutStrategy
from components.parts.promotion.names import PROMOTER, reader_role
from components.smoke_test import SmokeTest


class Level2(Level2Settings, Level1):
    """A platform on which CI delivers images, pipelines and models, with a way back."""

    level: ClassVar[MaturityLevel] = MaturityLevel.CI_CD_AUTOMATION

    def compose(self, team: Team) -> Level2Outputs:
        """Declare every resource of a level 2 stack."""
        parts = self.parts(team)
        return level_2_outputs(team, parts, self.alerted(team, parts))

    def served(self, endpoint: str) -> Served:
        """Endpoints change to the next model by a canary, where they can."""
        return {**super().served(endpoint), "default_rollout": {"strategy": RolloutStrategy.CANARY}}

    def fetched_with(self) -> FetchedWith:
        """The role of the stack that versions are fetched from."""
        if self.model_promotion is None:
            return {}
        account, prefix = (
            self.model_promotion["source_account"],
            self.model_promotion["source_prefix"],
        )
        partition = AwsScope.of().partition
        role = f"iam::{account}:role/{reader_role(prefix)}"
        return {"reader_role_arns": [pulumi.Output.concat("arn:", partition, ":", role)]}

    def parts(self, team: Team) -> Level2Parts:
        """Declare and wire the parts, those of level 1 first and just as there."""
        named, made_of = team.name_of, self.component
        below = super().parts(team)
        of = wired(team, below)
        artifacts = below.data_lake.artifacts_bucket
        identity = None
        if self.deploy_identity is not None:
            identity = made_of(DeployIdentity)(
                named("ci"),
                {
                    **self.deploy_identity,
                    **of.stack,
                    **of.of_team,
                    "permissions_boundary_arn": below.boundary.policy_arn,
                    "artifacts_bucket": artifacts,
                },
            )
        builds = {
            name: made_of(ImageBuild)(
                named(f"build-{name}"),
                {
                    **settings,
                    **of.stack,
                    **of.roles,
                    **of.network,
                    "repository": name,
                    "repository_url": below.images[name].repository_url,
                    "repository_arn": below.images[name].repository_arn,
                    "artifacts_bucket": artifacts,
                    "topic_arn": of.topic_arn,
                },
            )
            for name, settings in self.image_builds.items()
        }
        delivery = made_of(ModelDelivery)(
            named("delivery"),
            {
                **self.model_delivery,
                **of.stack,
                **of.roles,
                "group_names": below.registry.group_names,
                "artifacts_bucket": artifacts,
            },
        )
        groups = own_groups(self.registry.get("groups", {}))
        promotion = None
        if self.model_promotion is not None:
            promotion = made_of(ModelPromotion)(
                named(PROMOTER),
                {
                    **self.model_promotion,
                    **of.stack,
                    **of.roles,
                    "group_names": groups,
                    "artifacts_bucket": artifacts,
                    "topic_arn": of.topic_arn,
                },
            )
        dashboard = self.unless(
            OptionalPart.DELIVERY_DASHBOARD,
            lambda: made_of(DeliveryDashboard)(
                named("delivery-dashboard"),
                {
                    "prefix": team.prefix,
                    "build_projects": {name: one.project_name for name, one in builds.items()},
                    "endpoint_names": [f"{team.prefix}-{name}" for name in self.endpoints],
                },
            ),
        )
        return Level2Parts(
            **vars(below),
            deploy_identity=identity,
            image_builds=builds,
            model_delivery=delivery,
            model_promotion=promotion,
            smoke_test=self._smoke_test(team, groups, below, of),
            hyperpod_cluster=self._cluster(team, below, of),
            delivery_dashboard=dashboard,
        )

    def _smoke_test(
        self, team: Team, groups: list[str], below: Level1Parts, of: Wired
    ) -> SmokeTest | None:
        """What tries versions, once there is a group for them."""
        if not groups:
            return None
        return self.unless(
            OptionalPart.SMOKE_TEST,
            lambda: self.component(SmokeTest)(
                team.name_of("smoke-test"),
                {
                    **self.smoke_test,
                    **of.stack,
                    **of.of_team,
                    **of.roles,
                    **of.network,
                    **registered_images(self.training_pipeline, below.training_pipeline),
                    "group_names": groups,
                    "artifacts_bucket": below.data_lake.artifacts_bucket,
                    "topic_arn": of.topic_arn,
                },
            ),
        )

    def _cluster(self, team: Team, below: Level1Parts, of: Wired) -> HyperPodCluster | None:
        """The cluster, with the shared file system where that is Lustre."""
        if self.hyperpod_cluster is None:
            return None
        return self.component(HyperPodCluster)(
            team.name_of("cluster"),
            {
                **self.hyperpod_cluster,
                **of.stack,
                **of.roles,
                **of.network,
                **of.zones,
                **lustre(below.shared_file_system, self.shared_file_system),
                **closed_folders(below.column_access),
                "protect_data": self.protect_data,
            },
        )
