"""What a level 0 stack exports: what the next tool and the next person need to find it."""

from collections.abc import Mapping
from typing import Any

from blueprints.blueprint import Team
from blueprints.level_0_parts import Level0Parts


def outputs(team: Team, parts: Level0Parts) -> Mapping[str, Any]:
    """Return the outputs of a stack; those of a part that the team does without are left out."""
    lake, personas, training = parts.data_lake, parts.personas, parts.training
    found: dict[str, Any] = {
        "prefix": team.prefix,
        "kms_key_arn": parts.key.key_arn,
        "permissions_boundary_arn": parts.boundary.policy_arn,
        "vpc_id": parts.network.vpc_id,
        "private_subnet_ids": parts.network.private_subnet_ids,
        "raw_bucket": lake.raw_bucket,
        "curated_bucket": lake.curated_bucket,
        "features_bucket": lake.features_bucket,
        "artifacts_bucket": lake.artifacts_bucket,
        "database": lake.database_name,
        "workgroup": lake.workgroup_name,
        "data_scientist_role_arn": personas.data_scientist_role_arn,
        "ml_engineer_role_arn": personas.ml_engineer_role_arn,
        "platform_engineer_role_arn": personas.platform_engineer_role_arn,
        "auditor_role_arn": personas.auditor_role_arn,
        "training_role_arn": training.role_arn,
        "training_security_group_id": training.security_group_id,
        "training_defaults": training.defaults_parameter,
        "model_package_groups": parts.registry.group_arns,
        "image_repositories": {name: image.repository_url for name, image in parts.images.items()},
        "endpoints": {name: one.endpoint_name for name, one in parts.endpoints.items()},
        "topic_arn": parts.service_monitor.topic_arn,
        "dashboard": parts.service_monitor.dashboard_name,
    }
    if parts.workbench is not None:
        found["studio_domain_id"] = parts.workbench.domain_id
    if parts.experiment_tracker is not None:
        found["tracking_server_arn"] = parts.experiment_tracker.tracking_server_arn
    if parts.gpu_queue is not None:
        found["gpu_job_queue_arn"] = parts.gpu_queue.job_queue_arn
        found["gpu_job_definition_arn"] = parts.gpu_queue.job_definition_arn
    if parts.budget is not None:
        found["budget"] = parts.budget.budget_name
    return found
