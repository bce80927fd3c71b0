"""HyperPod cluster: machines that stay, run Slurm, and are replaced when they fail."""

from collections.abc import Iterator
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.file_system.rules import LUSTRE, open_to
from components.parts.hyperpod.groups import Lustre, Machines, instance_groups
from components.parts.hyperpod.role import ClusterScope, cluster_statements
from components.parts.hyperpod.settings import (
    HyperPodClusterSettings,
    NodeRecovery,
    cluster_problems,
)
from components.policy_document import policy_document, trust
from components.wiring import HasRoles, HoldsData, InNetwork, InStack, Zones, reached
from components.workload_security_group import WorkloadSecurityGroup

__all__ = ["HyperPodCluster", "HyperPodClusterArgs", "HyperPodClusterSettings"]

_RECOVERY = {NodeRecovery.AUTOMATIC: "Automatic", NodeRecovery.NONE: "None"}


class HyperPodClusterArgs(HyperPodClusterSettings, InStack, HasRoles, InNetwork, Zones, HoldsData):
    """Inputs of `HyperPodCluster`."""

    lustre_dns_name: NotRequired[pulumi.Input[str]]
    """Name of a Lustre file system that every machine mounts at `/fsx`. Default: none."""

    lustre_mount_name: NotRequired[pulumi.Input[str]]
    """Name that it is mounted by. Default: none, as there is no file system."""

    lustre_security_group_id: NotRequired[pulumi.Input[str]]
    """Security group of it, which is opened to the machines. Default: none, likewise."""

    closed_folders_policy_arn: NotRequired[pulumi.Input[str]]
    """Policy that refuses files of tables with sensitive columns, which the role of the machines
    is given. Default: none, jobs read the whole zones."""


class HyperPodCluster(pulumi.ComponentResource):
    """A Slurm cluster of SageMaker HyperPod, private, whose machines exchange data freely."""

    cluster_arn: pulumi.Output[str]
    """ARN of the cluster."""

    cluster_name: pulumi.Output[str]
    """Name of the cluster: `<prefix>-cluster`."""

    role_arn: pulumi.Output[str]
    """Role of its machines, and so of the jobs on them."""

    security_group_id: pulumi.Output[str]
    """Security group of its machines."""

    def __init__(
        self, name: str, args: HyperPodClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        cluster_name = f"{args['prefix']}-cluster"
        reject("hyperpod_cluster", [*self.problems(args), *_wiring_problems(args)])
        super().__init__("stepwell:index:HyperPodCluster", name, {**args}, opts)

        # EFA takes part in no rule by address or port: all traffic within the group, both ways.
        self.security_group_id = WorkloadSecurityGroup(
            f"{name}-network",
            {**reached(args), "self_traffic": True},
            pulumi.ResourceOptions(parent=self),
        ).security_group_id
        role, policy = self._role(name, args, cluster_name)
        lustre, rules = self._lustre(name, args)
        subnets = pulumi.Output.from_input(args["subnet_ids"])

        # Takes 0.6 s, which only stacks with a cluster are to pay.
        import pulumi_aws_native.sagemaker as native

        recovery = NodeRecovery(args.get("node_recovery", NodeRecovery.AUTOMATIC))
        cluster = native.Cluster(
            f"{name}-cluster",
            cluster_name=cluster_name,
            orchestrator=native.ClusterOrchestratorArgs(
                slurm=native.ClusterOrchestratorSlurmConfigArgs(
                    slurm_config_strategy=(
                        native.ClusterOrchestratorSlurmConfigSlurmConfigStrategy.MANAGED
                    )
                )
            ),
            node_recovery=native.ClusterNodeRecovery(_RECOVERY[recovery]),
            instance_groups=instance_groups(
                args,
                Machines(
                    role_arn=role.arn,
                    scripts_uri=args.get("scripts_uri"),
                    kms_key_arn=(
                        args["kms_key_arn"] if args.get("volumes_under_own_key", True) else None
                    ),
                    lustre=lustre,
                ),
            ),
            vpc_config=native.ClusterVpcConfigArgs(
                security_group_ids=[self.security_group_id],
                # EFA does not cross availability zones.
                subnets=[subnets[args.get("subnet_number", 1) - 1]],
            ),
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.get("protect_data", True),
                depends_on=[policy, *rules],
            ),
        )
        self.cluster_arn = cluster.cluster_arn
        self.cluster_name = pulumi.Output.from_input(cluster_name)
        self.role_arn = role.arn
        self.register_outputs(
            {
                "cluster_arn": self.cluster_arn,
                "cluster_name": self.cluster_name,
                "role_arn": self.role_arn,
                "security_group_id": self.security_group_id,
            }
        )

    def _role(
        self, name: str, args: HyperPodClusterArgs, cluster: str
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """Declare the role of the machines; return it with what it may do."""
        child = pulumi.ResourceOptions(parent=self)
        scope = AwsScope.of(self)
        role = aws.iam.Role(
            f"{name}-role",
            description=f"What the machines of {cluster} may do",
            # AWS does not say whether HyperPod names the account when it assumes a role.
            assume_role_policy=trust(["sagemaker.amazonaws.com"], scope.account_id, if_sent=True),
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        refused = args.get("closed_folders_policy_arn")
        if refused is not None:
            aws.iam.RolePolicyAttachment(
                f"{name}-closed-folders", role=role.name, policy_arn=refused, opts=child
            )
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.id,
            policy=policy_document(
                *cluster_statements(
                    ClusterScope(
                        aws=scope,
                        cluster=cluster,
                        kms_key_arn=args["kms_key_arn"],
                        zones=[
                            args["raw_bucket"],
                            args["curated_bucket"],
                            args["features_bucket"],
                            args["artifacts_bucket"],
                        ],
                        artifacts_bucket=args["artifacts_bucket"],
                        scripts_uri=args.get("scripts_uri"),
                        vpc_id=args["vpc_id"],
                    )
                )
            ),
            opts=child,
        )
        return role, policy

    def _lustre(
        self, name: str, args: HyperPodClusterArgs
    ) -> tuple[Lustre | None, list[pulumi.Resource]]:
        """Let the machines reach the file system, if there is one."""
        dns, mount = args.get("lustre_dns_name"), args.get("lustre_mount_name")
        group = args.get("lustre_security_group_id")
        if dns is None or mount is None or group is None:
            return None, []
        clients = {"cluster": self.security_group_id}
        rules = open_to(f"{name}-files", group, clients, LUSTRE, both_ways=True, parent=self)
        return Lustre(dns, mount), rules

    @staticmethod
    def problems(args: HyperPodClusterSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from cluster_problems(args)


def _wiring_problems(args: HyperPodClusterArgs) -> Iterator[Problem]:
    names = ("lustre_dns_name", "lustre_mount_name", "lustre_security_group_id")
    given = [name for name in names if args.get(name) is not None]
    if given and len(given) < len(names):
        yield Problem("lustre_dns_name", f"must come with {' and '.join(names[1:])}, got {given}")
