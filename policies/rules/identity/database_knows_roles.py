"""People and jobs reach a database as themselves."""

from collections.abc import Iterator

from policies.rule import Props, rule

_ENGINES = ("aurora-mysql", "aurora-postgresql", "mariadb", "mysql", "postgres")
"""Engines of RDS that know roles."""

_INSTANCE = "aws:rds/instance:Instance"
_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")


@rule(
    applies_to=(*_SEARCH, "aws:neptune/cluster:Cluster", "aws:rds/cluster:Cluster", _INSTANCE),
    why="otherwise everybody shares a password, and no record says who read what",
    source="AWS Security Hub, controls Neptune.7, Opensearch.7, RDS.10 and RDS.12",
)
def database_knows_roles(props: Props) -> Iterator[str]:
    """Databases and search domains let roles of IAM in, where the engine knows them."""
    if props.resource.type in _SEARCH:
        if props.object("advancedSecurityOptions").get("enabled", False) is not True:
            yield "set enabled of advanced_security_options to True"
        return
    engine = props.get("engine", "neptune" if "neptune" in props.resource.type else "")
    known = engine in _ENGINES or engine == "neptune"
    if known and props.get("iamDatabaseAuthenticationEnabled", False) is not True:
        yield "set iam_database_authentication_enabled to True"
