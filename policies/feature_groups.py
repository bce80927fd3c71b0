"""What rules on the feature store share: feature groups, of either provider."""

from policies.props import Props

FEATURE_GROUPS = (
    "aws:sagemaker/featureGroup:FeatureGroup",
    "aws-native:sagemaker:FeatureGroup",
)


def online_store(group: Props) -> Props | None:
    """What is said about the online store; None if there is none."""
    online = group.get("onlineStoreConfig")
    if online is None or online.get("enableOnlineStore", True) is not True:
        return None
    return online
