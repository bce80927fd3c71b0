"""GPU queue: batch jobs on GPU instances that exist only while there is work."""

from collections.abc import Iterator, Sequence
from functools import partial

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.efa_interfaces import efa_interfaces, interface_types
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.gpu.environment import Machines, compute_environment
from components.parts.gpu.job import gpu_job_definition, multi_node_definition, pulled_repositories
from components.parts.gpu.launch_template import gpu_launch_template
from components.parts.gpu.roles import QueueScope, instance_profile, job_role
from components.parts.gpu.settings import (
    DEFAULT_INSTANCE_TYPES,
    DEFAULT_MAX_VCPUS,
    DEFAULT_ROOT_VOLUME_GIB,
    GpuQueueArgs,
    GpuQueueSettings,
    gpu_queue_problems,
)
from components.wiring import reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["GpuQueue", "GpuQueueArgs", "GpuQueueSettings"]

_STUCK_SECONDS = {
    "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY": 86400,
    "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE": 3600,
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT": 3600,
}
"""After how long a job that blocks the queue is cancelled, by why it cannot start."""


class GpuQueue(pulumi.ComponentResource):
    """A job queue that runs on spot, falls back to on demand, and scales to nothing."""

    job_queue_arn: pulumi.Output[str]
    """ARN of the queue to submit jobs to."""

    job_queue_name: pulumi.Output[str]
    """Name of the queue."""

    job_definition_arn: pulumi.Output[str]
    """ARN of the current revision of the job definition."""

    multi_node_job_definition_arn: pulumi.Output[str] | None
    """ARN of the job definition of jobs of several machines; none without EFA."""

    job_role_arn: pulumi.Output[str]
    """ARN of the role that jobs act with."""

    security_group_id: pulumi.Output[str]
    """Id of the security group of the instances."""

    log_group_name: pulumi.Output[str]
    """Name of the log group that holds what jobs print."""

    def __init__(
        self, name: str, args: GpuQueueArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        prefix = args["prefix"]
        reject("gpu_queue", [*_name_problems(name, prefix), *self.problems(args)])
        super().__init__("stepwell:index:GpuQueue", name, {**args}, opts)
        scope = AwsScope.of(self)
        child = pulumi.ResourceOptions(parent=self)

        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/{prefix}/gpu-jobs",
            retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            kms_key_id=args["kms_key_arn"],
            opts=child,
        )
        efa = args.get("efa", False)
        # EFA takes part in no rule by address or port: all traffic within the group, both ways.
        group = WorkloadSecurityGroup(
            f"{name}-network", {**reached(args), "self_traffic": efa}, opts=child
        )
        roles = QueueScope(
            aws=scope,
            prefix=prefix,
            kms_key_arn=args["kms_key_arn"],
            log_group=f"/{prefix}/gpu-jobs",
            repositories=pulled_repositories(args, prefix, scope),
            readable={
                "raw": args["raw_bucket"],
                "curated": args["curated_bucket"],
                "features": args["features_bucket"],
                "artifacts": args["artifacts_bucket"],
            },
            artifacts_bucket=args["artifacts_bucket"],
            boundary=args.get("permissions_boundary_arn"),
        )
        profile, profile_policy = instance_profile(name, roles, self)
        role, role_policy = job_role(name, roles, self)
        started = partial(
            gpu_launch_template,
            kms_key_arn=args["kms_key_arn"],
            root_volume_gib=args.get("root_volume_gib", DEFAULT_ROOT_VOLUME_GIB),
            tags=args.get("tags", {}),
            parent=self,
        )
        environment = partial(
            compute_environment,
            profile_arn=profile.arn,
            # The instances cannot join before; nor must the rights go before the instances.
            after=[profile_policy],
            parent=self,
        )
        types = args.get("instance_types", DEFAULT_INSTANCE_TYPES)
        interfaces = interface_types(types[0]) if efa else []
        started = partial(
            started, interface_types=interfaces, security_group_id=group.security_group_id
        )
        groups = [] if efa else [group.security_group_id]
        anywhere = Machines(
            instance_types=types,
            max_vcpus=args.get("max_vcpus", DEFAULT_MAX_VCPUS),
            subnet_ids=_one_subnet(args) if efa else args["subnet_ids"],
            template=started(f"{name}-template"),
            security_group_ids=groups,
            placement_group=self._close_together(name) if efa else None,
        )
        environments = [environment(f"{name}-ondemand", "EC2", "BEST_FIT_PROGRESSIVE", anywhere)]
        if args.get("uses_spot", True):
            spot = environment(f"{name}-spot", "SPOT", "SPOT_PRICE_CAPACITY_OPTIMIZED", anywhere)
            environments.insert(0, spot)
        reservation = args.get("capacity_reservation")
        if reservation is not None:
            reserved = Machines(
                instance_types=[reservation["instance_type"]],
                max_vcpus=reservation["vcpus"],
                subnet_ids=[reservation["subnet_id"]],
                template=started(f"{name}-reserved-template", reservation=reservation),
                security_group_ids=groups,
            )
            first = environment(f"{name}-reserved", "EC2", "BEST_FIT_PROGRESSIVE", reserved)
            environments.insert(0, first)
        queue = self._queue(f"{name}-queue", environments)
        definition = gpu_job_definition(
            *(f"{name}-definition", args, scope, self),
            role_arn=role.arn,
            log_group=logs.name,
            after=[role_policy],
        )
        nodes = None
        if efa:
            nodes = multi_node_definition(
                *(f"{name}-nodes", args, scope, self),
                role_arn=role.arn,
                log_group=logs.name,
                interfaces=efa_interfaces(types[0]),
                after=[role_policy],
            )

        self.job_queue_arn = queue.arn
        self.job_queue_name = queue.name
        self.job_definition_arn = definition.arn
        self.multi_node_job_definition_arn = None if nodes is None else nodes.arn
        self.job_role_arn = role.arn
        self.security_group_id = group.security_group_id
        self.log_group_name = logs.name
        self.register_outputs(
            {
                "job_queue_arn": self.job_queue_arn,
                "job_queue_name": self.job_queue_name,
                "job_definition_arn": self.job_definition_arn,
                "multi_node_job_definition_arn": self.multi_node_job_definition_arn,
                "job_role_arn": self.job_role_arn,
                "security_group_id": self.security_group_id,
                "log_group_name": self.log_group_name,
            }
        )

    def _close_together(self, name: str) -> pulumi.Output[str]:
        """Declare a group of machines that stand close together; return its name."""
        return aws.ec2.PlacementGroup(
            f"{name}-placement",
            strategy="cluster",
            opts=pulumi.ResourceOptions(parent=self),
        ).name

    def _queue(
        self, name: str, environments: Sequence[aws.batch.ComputeEnvironment]
    ) -> aws.batch.JobQueue:
        """Declare the queue that tries `environments` in their order."""
        return aws.batch.JobQueue(
            name,
            priority=1,
            state="ENABLED",
            compute_environment_orders=[
                aws.batch.JobQueueComputeEnvironmentOrderArgs(
                    order=order, compute_environment=environment.arn
                )
                for order, environment in enumerate(environments, start=1)
            ],
            job_state_time_limit_actions=[
                aws.batch.JobQueueJobStateTimeLimitActionArgs(
                    action="CANCEL", state="RUNNABLE", reason=reason, max_time_seconds=seconds
                )
                for reason, seconds in _STUCK_SECONDS.items()
            ],
            opts=pulumi.ResourceOptions(parent=self),
        )

    @staticmethod
    def problems(args: GpuQueueSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from gpu_queue_problems(args)


def _one_subnet(args: GpuQueueArgs) -> pulumi.Output[list[str]]:
    """The subnet of the machines: EFA does not cross availability zones."""
    index = args.get("subnet_number", 1) - 1
    return pulumi.Output.from_input(args["subnet_ids"]).apply(lambda ids: [ids[index]])


def _name_problems(name: str, prefix: str) -> Iterator[Problem]:
    if not name.startswith(f"{prefix}-"):
        yield Problem(
            "name",
            f"must start with {prefix}-, which the roles of the queue rely on, got {name!r}",
        )
