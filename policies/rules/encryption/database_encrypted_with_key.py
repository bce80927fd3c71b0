"""Databases, caches and search domains are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_SEARCH = ("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain")
_SWITCHES = {
    "aws:docdb/cluster:Cluster": ("storageEncrypted", "storage_encrypted"),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "atRestEncryptionEnabled",
        "at_rest_encryption_enabled",
    ),
    "aws:neptune/cluster:Cluster": ("storageEncrypted", "storage_encrypted"),
    "aws:rds/cluster:Cluster": ("storageEncrypted", "storage_encrypted"),
    "aws:rds/instance:Instance": ("storageEncrypted", "storage_encrypted"),
    "aws:redshift/cluster:Cluster": ("encrypted", "encrypted"),
}
_GLOBAL = "aws:rds/globalCluster:GlobalCluster"
_IN_MEMORY = "aws:dax/cluster:Cluster"


@rule(
    applies_to=(*_SEARCH, _GLOBAL, _IN_MEMORY, *_SWITCHES),
    why="features and labels come from databases, and a snapshot of one holds all of them",
    source="AWS Security Hub, controls DocumentDB.1, ElastiCache.4, Neptune.1, Opensearch.1, "
    "RDS.3, RDS.27 and Redshift.10",
    remediation="encryption can only be chosen when a database is created",
)
def database_encrypted_with_key(props: Props) -> Iterator[str]:
    """Databases, caches and search domains are encrypted with the stack's key."""
    kind = props.resource.type
    if kind in _SEARCH:
        at_rest = props.get("encryptAtRest", {})
        if at_rest.get("enabled", False) is not True:
            yield "set enabled of encrypt_at_rest to True"
        else:
            yield from without_key(at_rest, "kmsKeyId", "kms_key_id of encrypt_at_rest")
        return
    if kind in (_GLOBAL, _IN_MEMORY):
        # They take a key of AWS, and know no other.
        holder = props if kind == _GLOBAL else props.object("serverSideEncryption")
        key = "storageEncrypted" if kind == _GLOBAL else "enabled"
        if holder.get(key, False) is not True:
            yield f"set {holder.path(key)} to True"
        return
    switch, python_name = _SWITCHES[kind]
    if str(props.get(switch, False)).lower() != "true":
        yield f"set {python_name} to True"
    elif kind == "aws:neptune/cluster:Cluster":
        yield from without_key(props, "kmsKeyArn", "kms_key_arn")
    else:
        yield from without_key(props, "kmsKeyId", "kms_key_id")
