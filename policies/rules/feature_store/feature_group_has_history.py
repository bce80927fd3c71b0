"""A training set can be made of features as they were."""

from collections.abc import Iterator

from policies.feature_groups import FEATURE_GROUPS
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="the online store knows only the last value, with which a model would learn the future",
    source="AWS Well-Architected Machine Learning Lens, MLREL03-BP02 Verify feature consistency "
    "across training and inference",
    remediation="an offline store can only be chosen when the feature group is created",
)
def feature_group_has_history(group: Props) -> Iterator[str]:
    """Feature groups have an offline store."""
    if "offlineStoreConfig" not in group:
        yield "set offline_store_config"
