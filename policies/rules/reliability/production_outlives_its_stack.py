"""Data of production does not go with a wrong command."""

from collections.abc import Iterator

from policies.rule import Props, rule

_PRODUCTION = ("live", "prod", "production")
_EMPTIED = {
    "aws:ecr/repository:Repository": "forceDelete",
    "aws:s3/bucket:Bucket": "forceDestroy",
}
"""The input with which a type is deleted together with what is in it."""
_TABLE = "aws:dynamodb/table:Table"


@rule(
    applies_to=(*_EMPTIED, _TABLE),
    why="one `pulumi destroy` in the wrong terminal deletes what nobody can make again",
    source="AWS Security Hub, control DynamoDB.6; "
    "AWS Well-Architected Framework, OPS06-BP01 Plan for unsuccessful changes",
)
def production_outlives_its_stack(props: Props) -> Iterator[str]:
    """Buckets, image repositories and tables of production are not deleted with what they hold."""
    if props.object("tagsAll").get("environment") not in _PRODUCTION:
        return
    if props.resource.type == _TABLE:
        if props.get("deletionProtectionEnabled", False) is not True:
            yield "set deletion_protection_enabled to True"
    else:
        key = _EMPTIED[props.resource.type]
        if props.get(key, False) is True:
            yield f"leave {'force_delete' if key == 'forceDelete' else 'force_destroy'} out"
