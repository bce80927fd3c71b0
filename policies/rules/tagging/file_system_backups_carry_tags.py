"""A backup says whose it is, as what it was made of does."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:fsx/lustreFileSystem:LustreFileSystem",
    why="backups outlive the file system, and one without an owner is paid for and never deleted",
    source="AWS Security Hub, control FSx.2",
)
def file_system_backups_carry_tags(props: Props) -> Iterator[str]:
    """Backups of Lustre file systems get the tags of the file system.

    Only file systems of a persistent type have backups.
    """
    if not props.get("deploymentType", "SCRATCH_1").startswith("PERSISTENT"):
        return
    if props.get("copyTagsToBackups", False) is not True:
        yield "set copy_tags_to_backups to True"
