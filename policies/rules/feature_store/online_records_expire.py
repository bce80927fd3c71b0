"""The online store forgets what nobody asks for any more."""

from collections.abc import Iterator

from policies.feature_groups import FEATURE_GROUPS, online_store
from policies.rule import Props, rule


@rule(
    applies_to=FEATURE_GROUPS,
    why="records of customers who left stay for ever, and an old value is served as if it were new",
    source="AWS Well-Architected Machine Learning Lens, MLSEC03-BP05 Keep only relevant data",
)
def online_records_expire(group: Props) -> Iterator[str]:
    """Records of online stores expire."""
    online = online_store(group)
    if online is not None and "ttlDuration" not in online:
        yield "set ttl_duration of online_store_config"
