"""What a level 2 stack exports, besides all of level 1."""

from typing import NotRequired

from pulumi import Output

from blueprints.blueprint import Team
from blueprints.level_1_outputs import Level1Outputs, level_1_outputs
from blueprints.level_2_parts import Level2Parts
from components.alerts import Alerts


class Level2Outputs(Level1Outputs):
    """Outputs of a stack; those of a part that the team does without are left out."""

    plan_role_arn: NotRequired[Output[str]]
    """ARN of the role that CI checks pull requests with."""

    deploy_role_arn: NotRequired[Output[str]]
    """ARN of the role that CI deploys with."""

    build_projects: dict[str, Output[str]]
    """Names of the projects that build images, by image repository."""

    model_reader_role_arn: Output[str | None]
    """ARN of the role that the next environments fetch models with; none while none does."""

    promotion_function: NotRequired[Output[str]]
    """Name of the function to invoke to fetch versions now."""

    smoke_test_function: NotRequired[Output[str]]
    """Name of the function that tries versions before they are approved."""

    cluster_name: NotRequired[Output[str]]
    """Name of the HyperPod cluster."""

    delivery_dashboard: NotRequired[Output[str]]
    """Name of the dashboard of builds, promotions and shifts of traffic."""


def level_2_outputs(team: Team, parts: Level2Parts, alerts: Alerts | None) -> Level2Outputs:
    """Return the outputs of a stack that is made of `parts`."""
    found: Level2Outputs = {
        **level_1_outputs(team, parts, alerts),
        "build_projects": {name: one.project_name for name, one in parts.image_builds.items()},
        "model_reader_role_arn": parts.model_delivery.reader_role_arn,
    }
    if parts.delivery_dashboard is not None:
        found["delivery_dashboard"] = parts.delivery_dashboard.dashboard_name
    if parts.deploy_identity is not None:
        found["plan_role_arn"] = parts.deploy_identity.plan_role_arn
        found["deploy_role_arn"] = parts.deploy_identity.deploy_role_arn
    if parts.model_promotion is not None:
        found["promotion_function"] = parts.model_promotion.function_name
    if parts.smoke_test is not None:
        found["smoke_test_function"] = parts.smoke_test.function_name
    if parts.hyperpod_cluster is not None:
        found["cluster_name"] = parts.hyperpod_cluster.cluster_name
    return found
