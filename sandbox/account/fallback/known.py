"""What the service model does not say about the things that the fallback makes."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.account.context import Context
from sandbox.account.errors import exists
from sandbox.account.fallback.kinds import identity
from sandbox.account.fallback.record import Record

_DEFAULTS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("sagemaker", "MlflowTrackingServer"): {
        "TrackingServerSize": "Small",
        "MlflowVersion": "3.4",
        "IsActive": "Active",
        "AutomaticModelRegistration": False,
        "WeeklyMaintenanceWindowStart": "Sun:03:00",
    },
    ("sagemaker", "FeatureGroup"): {"ThroughputConfig": {"ThroughputMode": "OnDemand"}},
    ("sagemaker", "UserProfile"): {"HomeEfsFileSystemUid": "200005"},
    ("sagemaker", "Space"): {"HomeEfsFileSystemUid": "200005"},
    ("ce", "AnomalyMonitor"): {"DimensionalValueCount": 0},
}
"""Members that AWS fills in where the caller leaves them out."""

_COMPUTED: Mapping[tuple[str, str], Callable[[Record], Mapping[str, Any]]] = {
    ("sagemaker", "MlflowTrackingServer"): lambda r: {
        "TrackingServerUrl": f"https://{r.id}.{r.region}.experiments.sagemaker.aws"
    },
    ("sagemaker", "Space"): lambda r: {
        "Url": f"https://{r.id}.studio.{r.region}.sagemaker.aws/jupyterlab/default"
    },
    ("sagemaker", "FeatureGroup"): lambda r: _offline_store(r),
    ("ce", "AnomalySubscription"): lambda r: {"AccountId": r.account},
}
"""Members that AWS computes."""


def _offline_store(record: Record) -> Mapping[str, Any]:
    """Where a feature group's records are, and its table in the catalogue."""
    given = record.data.get("OfflineStoreConfig")
    if given is None:
        return {}
    name, made = record.data["FeatureGroupName"], int(record.created.timestamp())
    where = f"{record.account}/sagemaker/{record.region}/offline-store/{name}-{made}/data"
    table = {
        "TableName": f"{name.replace('-', '_')}_{made}",
        "Catalog": "AwsDataCatalog",
        "Database": "sagemaker_featurestore",
    }
    storage = given["S3StorageConfig"]
    resolved = f"{storage['S3Uri'].rstrip('/')}/{where}"
    return {
        "OfflineStoreConfig": {
            **({} if given.get("DisableGlueTableCreation") else {"DataCatalogConfig": table}),
            **given,
            "S3StorageConfig": {**storage, "ResolvedOutputS3Uri": resolved},
        }
    }


_IDS: Mapping[tuple[str, str], str] = {
    ("sagemaker", "MlflowTrackingServer"): "t-{hex12}",
    ("sagemaker", "Space"): "{hex12}",
    ("fsx", "DataRepositoryAssociation"): "dra-{hex12}",
}
_ARNS: Mapping[tuple[str, str], str] = {
    ("ce", "AnomalyMonitor"): "arn:aws:ce::{account}:anomalymonitor/{id}",
    ("ce", "AnomalySubscription"): "arn:aws:ce::{account}:anomalysubscription/{id}",
}
_PARENTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("sagemaker", "UserProfile"): ("DescribeDomain", "DomainId"),
    ("sagemaker", "Space"): ("DescribeDomain", "DomainId"),
    ("sagemaker", "ModelPackageGroupPolicy"): (
        "DescribeModelPackageGroup",
        "ModelPackageGroupName",
    ),
}
"""Things that must be there first: the operation that reads one and the member that names it."""

_CHILDREN: Mapping[tuple[str, str], Sequence[tuple[str, str, str]]] = {
    ("sagemaker", "Domain"): (
        ("Space", "DomainId", "DomainId"),
        ("UserProfile", "DomainId", "DomainId"),
    ),
    ("sagemaker", "UserProfile"): (("Space", "OwnerUserProfileName", "UserProfileName"),),
}
"""Things that must be gone first: their kind, the member that names the parent, the parent's."""

MADE_HERE = {("sagemaker", "FeatureGroup")}
"""Kinds that moto has, and knows too little of to be of use."""

ADDED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("sagemaker", "FeatureGroup"): ("FeatureAdditions", "FeatureDefinitions")
}
"""Members of an update that add to a list, and the list."""

TWICE = {("lakeformation", "LakeFormationOptIn")}
"""Kinds of which the same thing can be made again."""

ECHOED = {
    ("lakeformation", "Resource"),
    ("sagemaker", "Domain"),
    ("sagemaker", "Endpoint"),
    ("sagemaker", "EndpointConfig"),
    ("sagemaker", "Model"),
    ("sagemaker", "ModelPackage"),
    ("sagemaker", "TrainingJob"),
}
"""Kinds of which moto forgets part of what was sent: what it does not say is said for it."""


def defaults(context: Context, noun: str) -> dict[str, Any]:
    """Return what AWS fills in."""
    return dict(_DEFAULTS.get((context.call.service, noun), {}))


def computed(context: Context, noun: str, record: Record) -> Mapping[str, Any]:
    """Return what AWS computes."""
    compute = _COMPUTED.get((context.call.service, noun))
    return compute(record) if compute else {}


def identifier(context: Context, noun: str, record: Record) -> str:
    """Return an id for something new: its own scheme if known, otherwise a UUID."""
    scheme = _IDS.get((context.call.service, noun))
    if scheme:
        return scheme.format(hex12=mock_random.get_random_hex(12))
    return str(mock_random.uuid4())


def arn(context: Context, noun: str, record: Record) -> str:
    """Return an ARN for something new: `…:user-profile/d-abc/ada`."""
    key = (context.call.service, noun)
    if key in _ARNS:
        return _ARNS[key].format(account=context.account, id=record.id)
    names = identity(context.call.operation.service_model, noun)
    parts = [str(record.data[name]).lower() for name in names if name in record.data]
    kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", noun).lower()
    return context.arn("/".join([kebab, *(parts or [record.id])]))


def check_parents(context: Context, noun: str) -> None:
    """Refuse to make something in a thing that is not there."""
    parent = _PARENTS.get((context.call.service, noun))
    if parent:
        operation, member = parent
        context.ask(operation, {member: context.params[member]})


def check_children(context: Context, noun: str, records: Sequence[Record]) -> None:
    """Refuse to delete something that others need."""
    for kind, member, own in _CHILDREN.get((context.call.service, noun), ()):
        for record in records:
            owner = _deep(record.data, member)
            if record.noun == kind and owner is not None and owner == context.params.get(own):
                raise exists(
                    context.call,
                    f"Unable to delete {noun} [{context.params[own]}] because {kind}(s) are"
                    " associated with it.",
                )


def tag_list(shape: Any, tags: Mapping[str, str]) -> dict[str, Any]:
    """Return tags the way an output shape spells them."""
    if shape is None:
        return {}
    for name, member in shape.members.items():
        if member.type_name == "map":
            return {name: dict(tags)}
        if member.type_name == "list" and member.member.type_name == "structure":
            key, value = list(member.member.members)[:2]
            return {name: [{key: k, value: v} for k, v in tags.items()]}
    return {}


def _deep(value: Any, member: str) -> Any:
    if isinstance(value, Mapping):
        if member in value:
            return value[member]
        return next((f for v in value.values() if (f := _deep(v, member)) is not None), None)
    return None
