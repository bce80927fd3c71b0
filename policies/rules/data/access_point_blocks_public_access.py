"""An access point to a bucket is not a way around its public access block."""

from collections.abc import Iterator

from policies.names import sdk_name
from policies.rule import Props, rule

_SWITCHES = (
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
)


@rule(
    applies_to="aws:s3/accessPoint:AccessPoint",
    why="its block cannot be changed once it is made, and one wrong policy publishes the data",
    source="AWS Security Hub, control S3.19",
)
def access_point_blocks_public_access(props: Props) -> Iterator[str]:
    """Access points of S3 block public access; they do so where nothing is said."""
    block = props.object("publicAccessBlockConfiguration")
    for switch in _SWITCHES:
        if block.get(switch, True) is not True:
            yield f"set {sdk_name(switch)} of public_access_block_configuration to True"
