"""Changes of feature groups that SageMaker refuses, or that would make a group anew, empty.

A preview shows the first kind as an update like any other, and the deployment fails in the middle.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from components.errors import Problem
from components.parts.features.schema import GroupSchema

MOST_ADDITIONS = 100
"""Features that one update adds (SageMaker API reference, `UpdateFeatureGroup`)."""

_FIELDS = {
    "featureGroupName": "name",
    "recordIdentifierFeatureName": "record_id",
    "eventTimeFeatureName": "event_time",
}
"""Inputs that cannot change, by their fields in the schema file."""

_STORES: Mapping[str, Any] = {
    "onlineStoreConfig.enableOnlineStore": False,
    "onlineStoreConfig.storageType": "Standard",
    "onlineStoreConfig.securityConfig.kmsKeyId": None,
    "offlineStoreConfig.s3StorageConfig.s3Uri": None,
    "offlineStoreConfig.s3StorageConfig.kmsKeyId": None,
    "offlineStoreConfig.dataCatalogConfig.database": None,
    "offlineStoreConfig.dataCatalogConfig.tableName": None,
    "offlineStoreConfig.tableFormat": "Glue",
}
"""Settings of the stores that cannot change, with SageMaker's defaults (`createOnlyProperties` of
CloudFormation's AWS::SageMaker::FeatureGroup, but for those that the component leaves alone)."""


def refused_changes(
    before: Mapping[str, GroupSchema], after: Mapping[str, GroupSchema]
) -> Iterator[Problem]:
    """Yield what cannot be, going from one version of a schema file to another."""
    for name, group in before.items():
        if name not in after:
            yield Problem(
                name,
                "must stay, because its records would be lost, got no such group\n"
                "  put it back; where its records may go, deploy protect_data: false before",
            )
            continue
        for problem in refused_updates(group.inputs(), after[name].inputs()):
            yield Problem(f"{name}.{problem.field}", problem.reason)


def refused_updates(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what cannot be, going from one to other inputs of a group's resource.

    Both are plain data by their names on the wire, from plans that were made in the same way.
    """
    for name, field in _FIELDS.items():
        if before.get(name) != after.get(name):
            yield _other_group(field, before.get(name), after.get(name))
    yield from _feature_problems(_types(before), _types(after))
    for path, default in _STORES.items():
        old, new = _at(before, path, default), _at(after, path, default)
        if old != new:
            yield _other_group(path, old, new)


def _other_group(field: str, old: Any, new: Any) -> Problem:
    """What cannot change as long as the group exists."""
    fix = "put it back, and make a group of another name for what is new"
    return Problem(field, f"must stay {old!r}, got {new!r}\n  {fix}")


def _feature_problems(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Problem]:
    for name, type_ in before.items():
        if name not in after:
            yield Problem(
                f"features.{name}",
                "must stay, retired if need be, got no such feature\n"
                "  put it back, with retired: true if nobody is to use it",
            )
        elif after[name] != type_:
            yield Problem(
                f"features.{name}.type",
                f"must stay {type_}, got {after[name]}\n"
                "  put it back, and add a feature of another name for what is new",
            )
    added = len(after.keys() - before.keys())
    if added > MOST_ADDITIONS:
        reason = f"must be at most {MOST_ADDITIONS} more in one deployment, got {added} more"
        yield Problem("features", f"{reason}\n  deploy some of them first, then the others")


def _types(inputs: Mapping[str, Any]) -> dict[str, str]:
    definitions = inputs.get("featureDefinitions", ())
    return {feature["featureName"]: feature["featureType"] for feature in definitions}


def _at(inputs: Mapping[str, Any], path: str, default: Any) -> Any:
    """Value at a path; the default where the store itself is given and this is not."""
    store, *rest = path.split(".")
    value: Any = inputs.get(store)
    for part in rest:
        value = value.get(part) if isinstance(value, Mapping) else None
    return default if value is None and inputs.get(store) else value
