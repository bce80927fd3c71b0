"""Others find a feature group, and know what it holds."""

from collections.abc import Iterator

from policies.feature_groups import FEATURE_GROUPS
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="what nobody can find or understand is computed again, a little differently",
    source="AWS Well-Architected Machine Learning Lens, MLREL03-BP02 Verify feature consistency "
    "across training and inference",
)
def feature_group_described(group: Props) -> Iterator[str]:
    """Feature groups have a description."""
    if not group.raw("description"):
        yield "set description"
