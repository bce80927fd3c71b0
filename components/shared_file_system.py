"""Shared file system: files that notebooks, jobs and clusters see at once."""

from collections.abc import Iterator, Mapping

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.file_system.efs import declare_efs
from components.parts.file_system.lustre import declare_lustre
from components.parts.file_system.rules import LUSTRE, NFS, open_to, open_to_itself
from components.parts.file_system.settings import (
    AdoptedFileSystem,
    FileSystemKind,
    LustreSettings,
    SharedFileSystemSettings,
    file_system_problems,
)
from components.parts.network.addresses import SLOTS
from components.wiring import HoldsData, InStack, Zones

__all__ = ["SharedFileSystem", "SharedFileSystemArgs", "SharedFileSystemSettings"]


class SharedFileSystemArgs(SharedFileSystemSettings, InStack, HoldsData, Zones):
    """Inputs of `SharedFileSystem`."""

    vpc_id: pulumi.Input[str]
    """VPC that the file system is reached from."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets, one for each availability zone; Lustre stands in the first."""

    subnet_count: int
    """How many subnets there are, up to 3: EFS is mounted in each."""

    client_security_groups: dict[str, pulumi.Input[str]]
    """Security groups of the workloads that mount it, by what they are called here."""


class SharedFileSystem(pulumi.ComponentResource):
    """EFS or Lustre, encrypted and private, with what each kind of workload needs to mount it."""

    file_system_id: pulumi.Output[str]
    """Id of the file system: `fs-…`."""

    file_system_type: pulumi.Output[str]
    """`EFS` or `FSxLustre`, as SageMaker's `FileSystemDataSource` calls it."""

    directory_path: pulumi.Output[str]
    """Where `FileSystemDataSource.DirectoryPath` starts: `/`, or `/<mount name>` of Lustre."""

    dns_name: pulumi.Output[str]
    """Name that it is mounted from."""

    mount_name: pulumi.Output[str]
    """Name that Lustre is mounted by; empty for EFS."""

    access_point_ids: pulumi.Output[dict[str, str]]
    """Access points of EFS by directory; empty for Lustre and what is adopted."""

    security_group_id: pulumi.Output[str]
    """Security group of the file system."""

    def __init__(
        self, name: str, args: SharedFileSystemArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        lustre = args.get("kind", FileSystemKind.EFS) == FileSystemKind.LUSTRE
        adopt = args.get("adopt")
        reject("shared_file_system", [*self.problems(args), *_wiring_problems(args)])
        super().__init__("stepwell:index:SharedFileSystem", name, {**args}, opts)

        self.access_point_ids = pulumi.Output.from_input(dict[str, str]())
        self.mount_name = pulumi.Output.from_input("")
        self.security_group_id = self._security_group(name, args)
        self._open(name, args["client_security_groups"], lustre=lustre, own=adopt is None)
        if adopt is not None:
            self._adopt(adopt, lustre=lustre)
        elif lustre:
            self._lustre(name, args)
        else:
            self._efs(name, args)
        self.file_system_type = pulumi.Output.from_input("FSxLustre" if lustre else "EFS")
        self.directory_path = pulumi.Output.concat("/", self.mount_name)
        self.register_outputs(
            {
                "file_system_id": self.file_system_id,
                "file_system_type": self.file_system_type,
                "directory_path": self.directory_path,
                "dns_name": self.dns_name,
                "mount_name": self.mount_name,
                "access_point_ids": self.access_point_ids,
                "security_group_id": self.security_group_id,
            }
        )

    def _security_group(self, name: str, args: SharedFileSystemArgs) -> pulumi.Output[str]:
        """Declare the security group unless one is adopted; return its id."""
        adopt = args.get("adopt")
        if adopt is not None:
            return pulumi.Output.from_input(adopt["security_group_id"])
        return aws.ec2.SecurityGroup(
            f"{name}-group",
            description="Shared file system: in and out for workloads that mount it",
            vpc_id=args["vpc_id"],
            opts=pulumi.ResourceOptions(parent=self),
        ).id

    def _open(
        self, name: str, clients: Mapping[str, pulumi.Input[str]], *, lustre: bool, own: bool
    ) -> None:
        """Let workloads reach the file system; servers of Lustre call back."""
        ports = LUSTRE if lustre else NFS
        group = self.security_group_id
        open_to(f"{name}-from", group, clients, ports, both_ways=lustre, parent=self)
        if lustre and own:
            open_to_itself(name, group, ports, self)

    def _adopt(self, adopt: AdoptedFileSystem, *, lustre: bool) -> None:
        scope = AwsScope.of(self)
        found = adopt["file_system_id"]
        service = "fsx" if lustre else "efs"
        self.file_system_id = pulumi.Output.from_input(found)
        self.mount_name = pulumi.Output.from_input(adopt.get("mount_name", ""))
        self.dns_name = pulumi.Output.concat(found, f".{service}.", scope.region, ".amazonaws.com")

    def _lustre(self, name: str, args: SharedFileSystemArgs) -> None:
        made = declare_lustre(
            name,
            args.get("lustre", LustreSettings()),
            kms_key_arn=args["kms_key_arn"],
            subnet_ids=args["subnet_ids"],
            group_id=self.security_group_id,
            buckets={
                "raw": args["raw_bucket"],
                "curated": args["curated_bucket"],
                "features": args["features_bucket"],
                "artifacts": args["artifacts_bucket"],
            },
            protect=args.get("protect_data", True),
            parent=self,
        )
        self.file_system_id = made.id
        self.mount_name = made.mount_name
        self.dns_name = made.dns_name

    def _efs(self, name: str, args: SharedFileSystemArgs) -> None:
        made = declare_efs(
            name,
            args,
            kms_key_arn=args["kms_key_arn"],
            subnet_ids=args["subnet_ids"],
            subnet_count=args["subnet_count"],
            group_id=self.security_group_id,
            protect=args.get("protect_data", True),
            parent=self,
        )
        # Whoever gets the id can mount it.
        ready = [mount.id for mount in made.mounts]
        self.file_system_id = pulumi.Output.all(made.file_system.id, *ready).apply(
            lambda known: str(known[0])
        )
        self.dns_name = made.file_system.dns_name
        self.access_point_ids = pulumi.Output.all(**made.access_points).apply(dict)

    @staticmethod
    def problems(args: SharedFileSystemSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from file_system_problems(args)


def _wiring_problems(args: SharedFileSystemArgs) -> Iterator[Problem]:
    count = args["subnet_count"]
    if not 1 <= count <= len(SLOTS):
        yield Problem("subnet_count", f"must be 1 to {len(SLOTS)}, got {count}")
