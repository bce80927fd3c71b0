"""Corrections of SageMaker, but for its endpoints."""

import time
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call

_DEMANDED = {"LifeCycleConfig": {"SourceS3Uri": "s3://sagemaker-"}, "ThreadsPerCore": 1}


@after_call("sagemaker", "CreateDomain")
def random_id(context: Context, result: dict[str, Any]) -> None:
    """Moto derives a domain's id from its name, in forms that AWS does not allow."""
    domains = context.backend().domains
    domain = domains.pop(result["DomainArn"].split("/")[-1])
    domain.id = f"d-{mock_random.get_random_string(12, lower_case=True)}"
    domain.arn = context.arn(f"domain/{domain.id}")
    domain.url = f"https://{domain.id}.studio.{context.region}.sagemaker.aws"
    domain.home_efs_file_system_id = f"fs-{mock_random.get_random_hex(17)}"
    domain.security_group_id_for_domain_boundary = f"sg-{mock_random.get_random_hex(17)}"
    domain.single_sign_on_managed_application_instance_id = None
    domain.single_sign_on_managed_application_arn = None
    domains[domain.id] = domain
    result.update({"DomainArn": domain.arn, "DomainId": domain.id, "Url": domain.url})


@before_call("sagemaker", "CreateFeatureGroup")
def offline_store(context: Context) -> None:
    """No model says where AWS keeps a feature group's records, and its table in the catalogue."""
    given = context.params.get("OfflineStoreConfig")
    if given is None:
        return
    name, made = context.params["FeatureGroupName"], int(time.time())
    where = f"{context.account}/sagemaker/{context.region}/offline-store/{name}-{made}/data"
    table = {
        "TableName": f"{name.replace('-', '_')}_{made}",
        "Catalog": "AwsDataCatalog",
        "Database": "sagemaker_featurestore",
    }
    storage = given["S3StorageConfig"]
    resolved = f"{storage['S3Uri'].rstrip('/')}/{where}"
    context.params["OfflineStoreConfig"] = {
        **({} if given.get("DisableGlueTableCreation") else {"DataCatalogConfig": table}),
        **given,
        "S3StorageConfig": {**storage, "ResolvedOutputS3Uri": resolved},
    }


@after_call("sagemaker", "ListModels")
def models_of_that_name(context: Context, result: dict[str, Any]) -> None:
    """Moto lists every model, whatever name is asked for."""
    wanted = context.params.get("NameContains", "").lower()
    result["Models"] = [m for m in result["Models"] if wanted in m["ModelName"].lower()]


@after_call("sagemaker", "UpdateModelCard")
def keep_the_rest(context: Context, _result: dict[str, Any]) -> None:
    """Moto forgets what an update of a model card leaves out: its content, its status."""
    before, new = context.backend().model_cards[context.params["ModelCardName"]][-2:]
    new.content = new.content or before.content
    new.model_card_status = new.model_card_status or before.model_card_status


@around("sagemaker", "moto.sagemaker.models.SageMakerModelBackend.create_cluster")
def create_cluster(
    moto: Any, self: Any, instance_groups: list[dict[str, Any]], **given: Any
) -> Any:
    """Moto demands what a group of a HyperPod cluster may do without."""
    left_out = [(g, name) for g in instance_groups for name in _DEMANDED if name not in g]
    for group, name in left_out:
        group[name] = _DEMANDED[name]
    try:
        return moto(self, instance_groups=instance_groups, **given)
    finally:
        for group, name in left_out:
            del group[name]


@before_call("sagemaker", "UpdateCluster")
def change_groups(context: Context) -> None:
    """Moto changes no group; an update names those that it changes, adds or takes away."""
    cluster: Any = context.backend().clusters.get(context.params["ClusterName"].rpartition("/")[2])
    if cluster is None:
        return
    groups = {group["InstanceGroupName"]: group for group in cluster.instance_groups}
    for group in context.params.pop("InstanceGroups", ()):
        count = group["InstanceCount"]
        changed = {**group, "CurrentCount": count, "TargetCount": count}
        groups[group["InstanceGroupName"]] = changed
    for name in context.params.get("InstanceGroupsToDelete", ()):
        groups.pop(name, None)
    cluster.instance_groups = list(groups.values())
