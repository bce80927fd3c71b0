"""A queue of GPU jobs, with a job that ran."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.account.level_0.clients import Clients
from tests.sandbox.account.level_0.values import IMAGE


def create(c: Clients, net: dict[str, Any], ids: dict[str, Any]) -> dict[str, Any]:
    environment = c.batch.create_compute_environment(
        computeEnvironmentName="gpu",
        type="MANAGED",
        state="ENABLED",
        computeResources={
            "type": "SPOT",
            "allocationStrategy": "SPOT_CAPACITY_OPTIMIZED",
            "minvCpus": 0,
            "maxvCpus": 64,
            "instanceTypes": ["g5.xlarge"],
            "subnets": net["subnets"],
            "securityGroupIds": [net["group"]],
            "instanceRole": ids["profile"],
            "launchTemplate": {"launchTemplateId": net["template"], "version": "$Latest"},
        },
        serviceRole=ids["role"],
        tags={"team": "fraud"},
    )["computeEnvironmentArn"]
    queue = c.batch.create_job_queue(
        jobQueueName="gpu",
        state="ENABLED",
        priority=1,
        computeEnvironmentOrder=[{"order": 1, "computeEnvironment": environment}],
        tags={"team": "fraud"},
    )["jobQueueArn"]
    c.batch.update_job_queue(jobQueue=queue, priority=2)
    definition = c.batch.register_job_definition(
        jobDefinitionName="gpu",
        type="container",
        containerProperties={
            "image": IMAGE,
            "command": ["true"],
            "jobRoleArn": ids["role"],
            "resourceRequirements": [
                {"type": "VCPU", "value": "4"},
                {"type": "MEMORY", "value": "15000"},
                {"type": "GPU", "value": "1"},
            ],
        },
        retryStrategy={"attempts": 3},
        tags={"team": "fraud"},
    )["jobDefinitionArn"]
    job = c.batch.submit_job(jobName="try", jobQueue="gpu", jobDefinition="gpu")["jobId"]
    return {"job": job, "queue_arn": queue, "definition": definition, "environment": environment}


def reads(c: Clients, ids: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    return {
        "environment": c.batch.describe_compute_environments,
        "queues": c.batch.describe_job_queues,
        "definitions": c.batch.describe_job_definitions,
        "batch job": lambda: c.batch.describe_jobs(jobs=[ids["job"]]),
    }


def delete(c: Clients, ids: dict[str, Any]) -> None:
    c.batch.deregister_job_definition(jobDefinition=ids["definition"])
    c.batch.update_job_queue(jobQueue=ids["queue_arn"], state="DISABLED")
    c.batch.delete_job_queue(jobQueue=ids["queue_arn"])
    c.batch.update_compute_environment(computeEnvironment=ids["environment"], state="DISABLED")
    c.batch.delete_compute_environment(computeEnvironment=ids["environment"])
