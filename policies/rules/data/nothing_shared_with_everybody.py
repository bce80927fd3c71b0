"""Snapshots, images and documents are shared with nobody in particular, or with somebody named."""

from collections.abc import Iterator

from policies.rule import Props, rule

_DOCUMENT = "aws:ssm/document:Document"
_IMAGE = "aws:ec2/amiLaunchPermission:AmiLaunchPermission"


@rule(
    applies_to=(
        _DOCUMENT,
        _IMAGE,
        "aws:rds/clusterSnapshot:ClusterSnapshot",
        "aws:rds/snapshot:Snapshot",
    ),
    why="any account can then restore the whole database, or start the image",
    source="AWS Security Hub, controls RDS.1 and SSM.4; Amazon EC2 User Guide, Shared AMI",
)
def nothing_shared_with_everybody(props: Props) -> Iterator[str]:
    """No snapshot, image or document is shared with every account."""
    kind = props.resource.type
    if kind == _IMAGE:
        if props.get("group") == "all":
            yield "name the accounts in account_id, got group 'all'"
    elif kind == _DOCUMENT:
        if "all" in props.object("permissions").get("account_ids", "").lower().split(","):
            yield "name the accounts in account_ids of permissions, got 'All'"
    elif "all" in props.texts("sharedAccounts"):
        yield "name the accounts in shared_accounts, got 'all'"
