"""What a level 0 stack exports: what the next tool and the next person need to find it."""

from typing import NotRequired

from pulumi import Output
from typing_extensions import TypedDict

from blueprints.blueprint import Team
from blueprints.level_0_parts import Level0Parts
from components.alerts import Alerts


class Level0Outputs(TypedDict):
    """Outputs of a stack; those of a part that the team does without are left out."""

    prefix: str
    """What the names of everything in the stack start with."""

    kms_key_arn: Output[str]
    """ARN of the key that encrypts everything."""

    permissions_boundary_arn: Output[str]
    """ARN of the policy that caps every role of the stack."""

    vpc_id: Output[str]
    """Id of the VPC."""

    private_subnet_ids: Output[list[str]]
    """Ids of the private subnets that workloads run in."""

    raw_bucket: Output[str]
    """Name of the bucket of the raw zone."""

    curated_bucket: Output[str]
    """Name of the bucket of the curated zone."""

    features_bucket: Output[str]
    """Name of the bucket of the features zone."""

    artifacts_bucket: Output[str]
    """Name of the bucket of the artifacts zone."""

    database: Output[str]
    """Name of the Glue database that describes the zones."""

    workgroup: Output[str]
    """Name of the Athena workgroup to query the zones in."""

    data_scientist_role_arn: Output[str]
    """ARN of the role of data scientists."""

    ml_engineer_role_arn: Output[str]
    """ARN of the role of ML engineers."""

    platform_engineer_role_arn: Output[str]
    """ARN of the role of platform engineers."""

    auditor_role_arn: Output[str]
    """ARN of the role of auditors."""

    training_role_arn: Output[str]
    """ARN of the role that training jobs run with."""

    training_security_group_id: Output[str]
    """Id of the security group of training jobs."""

    training_defaults: Output[str]
    """Name of the SSM parameter that holds the defaults of training jobs."""

    model_package_groups: Output[dict[str, str]]
    """ARNs of the model package groups by the names that the team gave them."""

    image_repositories: dict[str, Output[str]]
    """URLs of the image repositories by name."""

    endpoints: dict[str, Output[str]]
    """Names of the inference endpoints by the names that the team gave them."""

    topic_arn: Output[str]
    """ARN of the topic that every notification goes through."""

    dashboard: Output[str]
    """Name of the dashboard in CloudWatch."""

    studio_domain_id: NotRequired[Output[str]]
    """Id of the Studio domain."""

    tracking_server_arn: NotRequired[Output[str]]
    """ARN of the MLflow tracking server."""

    gpu_job_queue_arn: NotRequired[Output[str]]
    """ARN of the GPU job queue."""

    gpu_job_definition_arn: NotRequired[Output[str]]
    """ARN of the job definition to start GPU jobs from."""

    gpu_multi_node_job_definition_arn: NotRequired[Output[str]]
    """ARN of the job definition to start GPU jobs on several machines from."""

    model_apis: dict[str, Output[str]]
    """Addresses of the model APIs by name."""

    audit_log_bucket: NotRequired[Output[str]]
    """Bucket that holds the records of accesses."""

    urgent_topic_arn: NotRequired[Output[str]]
    """ARN of the topic that says when callers are affected."""

    file_system_id: NotRequired[Output[str]]
    """Id of the shared file system."""

    budget: NotRequired[Output[str]]
    """Name of the monthly budget."""


def level_0_outputs(team: Team, parts: Level0Parts, alerts: Alerts | None) -> Level0Outputs:
    """Return the outputs of a stack that is made of `parts`."""
    lake, personas, training = parts.data_lake, parts.personas, parts.training
    found: Level0Outputs = {
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
        "model_apis": {name: one.url for name, one in parts.apis.items()},
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
        nodes = parts.gpu_queue.multi_node_job_definition_arn
        if nodes is not None:
            found["gpu_multi_node_job_definition_arn"] = nodes
    if parts.audit_trail is not None:
        found["audit_log_bucket"] = parts.audit_trail.log_bucket
    if alerts is not None:
        found["urgent_topic_arn"] = alerts.urgent_topic_arn
    if parts.shared_file_system is not None:
        found["file_system_id"] = parts.shared_file_system.file_system_id
    if parts.budget is not None:
        found["budget"] = parts.budget.budget_name
    return found
