"""Files travel encrypted between a shared file system and the machines."""

from collections.abc import Iterator

from policies.document import statements
from policies.rule import PlanView, Props, plan_rule
from policies.transport import denies_plain


@plan_rule(
    applies_to="aws:efs/fileSystem:FileSystem",
    why="whoever listens in the VPC reads the training data off the wire",
    source="Amazon EFS User Guide, Using IAM to control access to file systems",
    remediation="deny * to everyone where aws:SecureTransport is false in a FileSystemPolicy",
)
def file_system_denies_plain_connections(files: Props, plan: PlanView) -> Iterator[str]:
    """Each EFS file system has a policy that denies connections without TLS."""
    policies = plan.about(
        files, "aws:efs/fileSystemPolicy:FileSystemPolicy", key="fileSystemId", named="id"
    )
    if not any(denies_plain(s) for policy in policies for s in statements(policy, "policy")):
        yield "deny connections without TLS in its file system policy"
