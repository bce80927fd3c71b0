from tests.sandbox.account.corrections.support import ROLE, refused
from tests.sandbox.account.level_0 import Clients


def test_a_group_may_be_online_only(clients: Clients) -> None:
    sm = clients.sagemaker
    group = {
        "FeatureGroupName": "online",
        "RecordIdentifierFeatureName": "id",
        "EventTimeFeatureName": "at",
        "FeatureDefinitions": [
            {"FeatureName": "id", "FeatureType": "String"},
            {"FeatureName": "at", "FeatureType": "Fractional"},
        ],
        "RoleArn": ROLE,
    }
    code, text = refused(sm.create_feature_group, **group)
    assert (code, "cannot be both disabled" in text) == ("ValidationException", True)
    sm.create_feature_group(**group, OnlineStoreConfig={"EnableOnlineStore": True})
    shown = sm.describe_feature_group(FeatureGroupName="online")
    assert shown["OnlineStoreConfig"] == {"EnableOnlineStore": True}
    assert "OfflineStoreConfig" not in shown
    sm.delete_feature_group(FeatureGroupName="online")
