"""Rules of SageMaker's feature groups."""

from sandbox.rules import Params, rule

_CREATE = ("sagemaker", "CreateFeatureGroup")
_RESERVED = ("is_deleted", "write_time", "api_invocation_time")


@rule(*_CREATE, at="OnlineStoreConfig")
def at_least_one_store(params: Params) -> str | None:
    """AWS wants one store or both."""
    online = (params.get("OnlineStoreConfig") or {}).get("EnableOnlineStore", False)
    if not online and "OfflineStoreConfig" not in params:
        return (
            "Validation Error: OnlineStore and OfflineStore cannot be both disabled. Please enable"
            " at least one of them and retry the request."
        )
    return None


@rule(*_CREATE, at="RecordIdentifierFeatureName")
def identifier_is_a_feature(params: Params) -> str | None:
    """CreateFeatureGroup, `RecordIdentifierFeatureName`: "one of feature definitions' names"."""
    names = [feature.get("FeatureName") for feature in params["FeatureDefinitions"]]
    if params["RecordIdentifierFeatureName"] not in names:
        return (
            "Validation Error: RecordIdentifierFeatureName"
            f" {params['RecordIdentifierFeatureName']} is not one of the FeatureDefinitions."
        )
    return None


@rule(*_CREATE, at="EventTimeFeatureName")
def event_time_is_a_time(params: Params) -> str | None:
    """CreateFeatureGroup, `EventTimeFeatureName`: a defined feature, `String` or `Fractional`."""
    name = params["EventTimeFeatureName"]
    types = {f.get("FeatureName"): f.get("FeatureType") for f in params["FeatureDefinitions"]}
    if name not in types:
        return (
            f"Validation Error: EventTimeFeatureName {name} is not one of the FeatureDefinitions."
        )
    if types[name] not in ("String", "Fractional"):
        return (
            f"Validation Error: EventTimeFeatureName {name} must be of type String or Fractional."
        )
    return None


@rule("sagemaker", "CreateFeatureGroup", "UpdateFeatureGroup", at="FeatureDefinitions")
def names_that_are_taken(params: Params) -> str | None:
    """CreateFeatureGroup, `FeatureDefinitions`: three names are the service's own."""
    defined = params.get("FeatureDefinitions") or params.get("FeatureAdditions") or []
    names = [feature.get("FeatureName") for feature in defined]
    for name in names:
        if name in _RESERVED:
            return f"Validation Error: FeatureName cannot be any of: {', '.join(_RESERVED)}."
        if names.count(name) > 1:
            return f"Validation Error: FeatureName {name} is defined more than once."
    return None


@rule("sagemaker", "CreateFeatureGroup", "UpdateFeatureGroup", at="FeatureDefinitions")
def collections_of_features(params: Params) -> str | None:
    """CreateFeatureGroup, `CollectionType`: a vector is of fractions and has a dimension."""
    for feature in params.get("FeatureDefinitions") or params.get("FeatureAdditions") or []:
        if feature.get("CollectionType") != "Vector":
            continue
        if feature.get("FeatureType") != "Fractional":
            return "Validation Error: a Vector collection must have fractional elements."
        if "VectorConfig" not in (feature.get("CollectionConfig") or {}):
            return "Validation Error: a Vector collection must have a VectorConfig."
    return None


@rule("sagemaker", "CreateFeatureGroup", "UpdateFeatureGroup", at="ThroughputConfig")
def throughput_and_its_units(params: Params) -> str | None:
    """CreateFeatureGroup, `ThroughputConfig`."""
    config = params.get("ThroughputConfig") or {}
    units = {"ProvisionedReadCapacityUnits", "ProvisionedWriteCapacityUnits"}
    given = {name for name in units if name in config}
    if config.get("ThroughputMode") == "OnDemand" and given:
        return "Validation Error: capacity units cannot be specified with OnDemand throughput mode."
    if config.get("ThroughputMode") != "Provisioned":
        return None
    if (params.get("OnlineStoreConfig") or {}).get("StorageType") == "InMemory":
        return (
            "Validation Error: Provisioned throughput mode is supported only for feature groups"
            " that are offline-only, or use the Standard tier online store."
        )
    return None
