"""Files that people and jobs share can be had again."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:efs/fileSystem:FileSystem",
    why="code and checkpoints of weeks lie there, and everybody who mounts it may delete them",
    source="AWS Security Hub, controls EFS.2 and EFS.7",
)
def file_system_backed_up(file_system: Props, plan: PlanView) -> Iterator[str]:
    """EFS file systems are backed up each day."""
    policies = plan.about(
        file_system, "aws:efs/backupPolicy:BackupPolicy", key="fileSystemId", named="id"
    )
    if not any(
        policy.object("backupPolicy").get("status", "DISABLED") == "ENABLED" for policy in policies
    ):
        yield "declare a BackupPolicy with status 'ENABLED' for it"
