"""Nobody writes the password of a database into a stack."""

from collections.abc import Iterator

from policies.rule import Props, rule

_WRITTEN = {
    "aws:docdb/cluster:Cluster": "masterPassword",
    "aws:rds/cluster:Cluster": "masterPassword",
    "aws:rds/instance:Instance": "password",
    "aws:redshift/cluster:Cluster": "masterPassword",
}
_REDSHIFT = "aws:redshift/cluster:Cluster"


@rule(
    applies_to=tuple(_WRITTEN),
    why="it is in the state and in the history of the settings, and nobody ever changes it",
    source="Amazon RDS User Guide, Password management with Amazon RDS and AWS Secrets Manager",
)
def database_password_is_managed(props: Props) -> Iterator[str]:
    """Passwords of databases are made and kept by Secrets Manager."""
    if _WRITTEN[props.resource.type] in props:
        redshift = props.resource.type == _REDSHIFT
        switch = "manage_master_password" if redshift else "manage_master_user_password"
        yield f"set {switch} to True instead of a password"
