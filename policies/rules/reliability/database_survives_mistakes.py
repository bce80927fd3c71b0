"""A database that somebody deletes by mistake is still there, or comes back."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to=(
        "aws:docdb/cluster:Cluster",
        "aws:neptune/cluster:Cluster",
        "aws:rds/cluster:Cluster",
        "aws:rds/instance:Instance",
    ),
    why="what was labelled by hand is not made again in a day",
    source="AWS Security Hub, controls DocumentDB.2, DocumentDB.5, Neptune.4, Neptune.5, RDS.7, "
    "RDS.8 and RDS.11",
)
def database_survives_mistakes(props: Props) -> Iterator[str]:
    """Databases refuse to be deleted, and keep a week of backups."""
    if props.get("deletionProtection", False) is not True:
        yield "set deletion_protection to True"
    if props.get("backupRetentionPeriod", 1) < 7:
        yield f"set backup_retention_period to 7 or more, got {props.get('backupRetentionPeriod')}"
