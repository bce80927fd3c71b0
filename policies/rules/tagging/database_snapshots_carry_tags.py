"""A snapshot says whose it is."""

from collections.abc import Iterator

from policies.rule import Props, rule

_DATABASES = (
    "aws:neptune/cluster:Cluster",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
)


@rule(
    applies_to=_DATABASES,
    why="snapshots outlive their database, and one without an owner is paid for and never deleted",
    source="AWS Security Hub, controls Neptune.8, RDS.16 and RDS.17",
)
def database_snapshots_carry_tags(props: Props) -> Iterator[str]:
    """Snapshots of databases get the tags of the database."""
    if props.get("copyTagsToSnapshot", False) is not True:
        yield "set copy_tags_to_snapshot to True"
