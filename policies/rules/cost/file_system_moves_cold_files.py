"""Files that nobody reads any more cost little."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:efs/fileSystem:FileSystem",
    why="data sets of finished experiments stay where a gigabyte costs many times as much",
    source="Amazon EFS User Guide, Managing storage lifecycle",
)
def file_system_moves_cold_files(props: Props) -> Iterator[str]:
    """EFS file systems move files that are not read to a cheaper class."""
    if not any("transitionToIa" in policy for policy in props.objects("lifecyclePolicies")):
        yield "set transition_to_ia in lifecycle_policies"
