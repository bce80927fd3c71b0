"""Make an endpoint serve what it is to serve: the newest approved version, or one that is named.

It compares what is with what is wanted, and does what is missing; whatever wakes it, it does the
same. Names follow from content, so that doing it twice makes nothing twice.
"""

import hashlib
import json
import logging
import os
import re
from typing import Any

import boto3

BUSY = ("Creating", "Updating", "SystemUpdating", "RollingBack")
"""Each ends in a state that SageMaker reports as an event, which wakes this again."""

KEPT = 5
"""How many of the configurations made here stay, for a quick way back."""

LOG = logging.getLogger(__name__)

Settings = dict[str, Any]


class WentBack(Exception):
    """SageMaker undid a deployment; raised once for each, so that people hear of it once."""


def handler(event: Settings, _context: Any) -> dict[str, str]:
    """Bring the endpoint to what is wanted, and say what was done."""
    answer = _reconcile(again=event.get("again") is True)
    LOG.info("%s", answer)
    return {"answer": answer}


def name_of(wanted: Settings, version: int, package_arn: str) -> str:
    """Name of the model and the configuration that serve a version in the way that is wanted."""
    made_of = {name: wanted["serving"][name] for name in ("CreateModel", "CreateEndpointConfig")}
    text = json.dumps([package_arn, made_of], sort_keys=True)
    return f"{wanted['endpoint']}-v{version}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def superseded(wanted: Settings, name: str, newest_first: list[str]) -> list[str]:
    """Configurations made here that are not among the last ones and not `name`."""
    ours = re.compile(rf"{re.escape(wanted['endpoint'])}-v\d+-[0-9a-f]{{8}}")
    made = [found for found in newest_first if ours.fullmatch(found)]
    return [found for found in made[KEPT:] if found != name]


def _reconcile(*, again: bool) -> str:
    ssm: Any = boto3.client("ssm")
    sagemaker: Any = boto3.client("sagemaker")
    wanted = _read(ssm, os.environ["WANTED"])
    # Before the endpoint: what is noted here has been handed to SageMaker by then.
    attempt = _read(ssm, os.environ["ATTEMPT"])
    package = _package(sagemaker, wanted)
    if package is None:
        return f"no version of {wanted['group']} is approved; the endpoint serves on"
    version, arn = package
    name = name_of(wanted, version, arn)
    endpoint = sagemaker.describe_endpoint(EndpointName=wanted["endpoint"])
    status, served = endpoint["EndpointStatus"], endpoint["EndpointConfigName"]
    if status in BUSY:
        return f"waits for version {version}: the endpoint is {status}"
    if status != "InService":
        raise RuntimeError(f"cannot deploy version {version}: the endpoint is {status}")
    if served == name:
        _tidy(sagemaker, wanted, name)
        if attempt.get("configuration") != name:
            # Who asks once more for what failed before this one means it.
            _note(ssm, {"configuration": name})
        return f"serves version {version} as {name}"
    if attempt.get("configuration") == name and not again:
        return _went_back(ssm, attempt, version, served)
    _make(sagemaker, wanted, name, arn, endpoint["EndpointArn"])
    if not _update(sagemaker, wanted, name):
        return f"waits for version {version}: the endpoint is being updated"
    _note(ssm, {"configuration": name, "instead_of": served})
    return f"deploys version {version} as {name}, instead of {served}"


def _package(sagemaker: Any, wanted: Settings) -> tuple[int, str] | None:
    """Number and ARN of the version to serve."""
    if wanted["version"] is not None:
        group: str = wanted["group"]
        arn = f"{group.replace(':model-package-group/', ':model-package/')}/{wanted['version']}"
        found = sagemaker.describe_model_package(ModelPackageName=arn)
        if found["ModelApprovalStatus"] != "Approved":
            raise RuntimeError(
                f"version: must be approved, got {wanted['version']}, "
                f"which is {found['ModelApprovalStatus']}"
            )
        return int(found["ModelPackageVersion"]), arn
    pages = sagemaker.get_paginator("list_model_packages").paginate(
        ModelPackageGroupName=wanted["group"],
        ModelApprovalStatus="Approved",
        SortBy="CreationTime",
        SortOrder="Descending",
    )
    found = [p for page in pages for p in page["ModelPackageSummaryList"]]
    usable = [p for p in found if p["ModelPackageStatus"] == "Completed"]
    if not usable:
        return None
    return max((int(p["ModelPackageVersion"]), str(p["ModelPackageArn"])) for p in usable)


def _make(sagemaker: Any, wanted: Settings, name: str, package_arn: str, endpoint_arn: str) -> None:
    """Create model and configuration, tagged like the endpoint, unless they are there."""
    listed = sagemaker.list_tags(ResourceArn=endpoint_arn)["Tags"]
    tags = [tag for tag in listed if not tag["Key"].startswith("aws:")]
    model: Settings = wanted["serving"]["CreateModel"]
    container = {**model.get("PrimaryContainer", {}), "ModelPackageName": package_arn}
    _unless_there(
        sagemaker,
        sagemaker.create_model,
        **{**model, "ModelName": name, "PrimaryContainer": container, "Tags": tags},
    )
    configuration: Settings = wanted["serving"]["CreateEndpointConfig"]
    variants = [{**v, "ModelName": name} for v in configuration["ProductionVariants"]]
    _unless_there(
        sagemaker,
        sagemaker.create_endpoint_config,
        **{
            **configuration,
            "EndpointConfigName": name,
            "ProductionVariants": variants,
            "Tags": tags,
        },
    )


def _unless_there(sagemaker: Any, create: Any, **request: Any) -> None:
    try:
        create(**request)
    except sagemaker.exceptions.ClientError as error:
        if "already existing" not in str(error):
            raise


def _update(sagemaker: Any, wanted: Settings, name: str) -> bool:
    """Start the deployment; say no where another one began at this moment."""
    where = {"EndpointName": wanted["endpoint"]}
    how = {**_retained(wanted), **wanted["serving"].get("UpdateEndpoint", {})}
    try:
        sagemaker.update_endpoint(**how, **where, EndpointConfigName=name)
    except sagemaker.exceptions.ClientError:
        if sagemaker.describe_endpoint(**where)["EndpointStatus"] in BUSY:
            return False
        raise
    return True


def _retained(wanted: Settings) -> Settings:
    """Keep as many instances as scaling has brought up; without scaling the settings say how many.

    Weights and capture follow the settings either way.
    """
    scaling: Any = boto3.client("application-autoscaling")
    variants = wanted["serving"]["CreateEndpointConfig"]["ProductionVariants"]
    found = scaling.describe_scalable_targets(
        ServiceNamespace="sagemaker",
        ResourceIds=[
            f"endpoint/{wanted['endpoint']}/variant/{variant['VariantName']}"
            for variant in variants
        ],
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    )
    if not found["ScalableTargets"]:
        return {}
    changed = ("DesiredWeight", "DataCaptureConfig")
    return {
        "RetainAllVariantProperties": True,
        "ExcludeRetainedVariantProperties": [{"VariantPropertyType": kind} for kind in changed],
    }


def _went_back(ssm: Any, attempt: Settings, version: int, served: str) -> str:
    """Leave alone what failed once: trying again would fail, and take instances to do so."""
    text = (
        f"version {version} was deployed and SageMaker went back to {served}; approve another "
        'version, change the settings, or try it again with {"again": true}'
    )
    if not attempt.get("reported"):
        _note(ssm, {**attempt, "reported": True})
        raise WentBack(text)
    return text


def _tidy(sagemaker: Any, wanted: Settings, name: str) -> None:
    pages = sagemaker.get_paginator("list_endpoint_configs").paginate(
        NameContains=f"{wanted['endpoint']}-v", SortBy="CreationTime", SortOrder="Descending"
    )
    listed = [config["EndpointConfigName"] for page in pages for config in page["EndpointConfigs"]]
    for old in superseded(wanted, name, listed):
        # The configuration last: while it is there, a run that failed halfway comes back to it.
        for delete, key in (
            (sagemaker.delete_model, "ModelName"),
            (sagemaker.delete_endpoint_config, "EndpointConfigName"),
        ):
            try:
                delete(**{key: old})
            except sagemaker.exceptions.ClientError as error:
                if "Could not find" not in str(error):
                    raise


def _read(ssm: Any, name: str) -> Settings:
    return json.loads(ssm.get_parameter(Name=name)["Parameter"]["Value"])


def _note(ssm: Any, attempt: Settings) -> None:
    ssm.put_parameter(Name=os.environ["ATTEMPT"], Value=json.dumps(attempt), Overwrite=True)
