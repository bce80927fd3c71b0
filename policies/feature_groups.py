"""What rules on the feature store share: feature groups, of either provider."""

from policies.props import Props

FEATURE_GROUPS = (
    "aws:sagemaker/featureGroup:FeatureGroup",
    "aws-native:sagemaker:FeatureGroup",
)


def online_store(group: Props) -> Props | None:
    """What is said about the online store; None if there is none."""
    online = group.object("onlineStoreConfig")
    on = "onlineStoreConfig" in group and online.get("enableOnlineStore", True) is True
    return online if on else None
