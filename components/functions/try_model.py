"""Tries model versions before people approve them: a trial endpoint answers recorded requests.

Every run goes on where the last one stopped: it makes the trial of the newest pending version of
each group, looks whether it is up, sends the requests, notes the verdict on the version, and takes
away every trial that is over.
"""

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

VERDICT = "smoke-test"
"""Property of a version that says how its trial went."""

_CONTAINER = (
    "AdditionalModelDataSources",
    "Environment",
    "Image",
    "ModelDataSource",
    "ModelDataUrl",
)
_LONGEST = 1000
STARTING = "is starting"
LOG = logging.getLogger(__name__)
Settings = dict[str, Any]


class Failed(Exception):
    """The version did not pass, and why."""


def handler(_event: Settings, _context: Any) -> dict[str, str]:
    """Bring the trial of every group a step further; fail in the end if one could not be."""
    settings: Settings = json.loads(os.environ["SETTINGS"])
    said, failed, running = dict[str, str](), list[str](), set[str]()
    for group in settings["groups"]:
        name = ""
        try:
            version = _newest_untried(group)
            if version is not None:
                name = _name_of(settings, version["ModelPackageArn"])
                running.add(name)
                said[group] = _step(settings, version, name)
                if said[group] != STARTING:
                    running.discard(name)
        except ValueError as error:
            # Nothing that waiting would mend, so the trial does not go on.
            running.discard(name)
            failed.append(f"{group}: {error}")
        except (BotoCoreError, ClientError) as error:
            failed.append(f"{group}: {error}")
    _tidy(settings, running)
    LOG.warning("%s, failed %s", said, failed)
    if failed:
        raise RuntimeError("; ".join(failed))
    return said


def _step(settings: Settings, version: Settings, name: str) -> str:
    """Start the trial, wait for it, or bring it to its end; say which."""
    sagemaker: Any = boto3.client("sagemaker")
    found = sagemaker.list_endpoints(NameContains=name)["Endpoints"]
    if not found:
        _samples(settings, version)
        _start(sagemaker, settings, version, name)
        return STARTING
    if found[0]["EndpointStatus"] in ("Creating", "Updating", "SystemUpdating"):
        return STARTING
    verdict = "passed"
    try:
        if found[0]["EndpointStatus"] != "InService":
            why = sagemaker.describe_endpoint(EndpointName=name).get("FailureReason", "")
            raise Failed(f"the trial endpoint is {found[0]['EndpointStatus']}: {why}")
        for number, sample in enumerate(_samples(settings, version), 1):
            _send(settings, name, sample, f"request {number}")
    except Failed as error:
        verdict = " ".join(f"failed: {error}".split())[:_LONGEST]
    _note(sagemaker, settings, version, verdict)
    return verdict


def _newest_untried(group: str) -> Settings | None:
    """The newest version of a group, if it awaits approval and has not been tried."""
    sagemaker: Any = boto3.client("sagemaker")
    pages = sagemaker.get_paginator("list_model_packages").paginate(
        ModelPackageGroupName=group, ModelApprovalStatus="PendingManualApproval"
    )
    found: list[Settings] = [v for page in pages for v in page["ModelPackageSummaryList"]]
    newest = max(found, key=lambda v: v["ModelPackageVersion"], default=None)
    if newest is None:
        return None
    about = sagemaker.describe_model_package(ModelPackageName=newest["ModelPackageArn"])
    return None if VERDICT in about.get("CustomerMetadataProperties", {}) else about


def _name_of(settings: Settings, arn: str) -> str:
    return f"{settings['prefix']}-trial-{hashlib.sha256(arn.encode()).hexdigest()[:8]}"


def _start(sagemaker: Any, settings: Settings, version: Settings, name: str) -> None:
    """Make an endpoint of the version's own containers: its approval is still to come."""
    logs: Any = boto3.client("logs")
    place = {"logGroupName": f"/aws/sagemaker/Endpoints/{name}"}
    # Before SageMaker makes it, without a key and for ever.
    _once(logs.create_log_group, **place, kmsKeyId=settings["log_key"], tags=settings["tags"])
    logs.put_retention_policy(**place, retentionInDays=settings["log_retention_days"])
    specified = version["InferenceSpecification"]["Containers"]
    containers = [{k: c[k] for k in _CONTAINER if k in c} for c in specified]
    for container in containers:
        if "ModelDataSource" in container:
            container.pop("ModelDataUrl", None)
    tags = [{"Key": key, "Value": value} for key, value in settings["tags"].items()]
    _once(
        sagemaker.create_model,
        ModelName=name,
        ExecutionRoleArn=settings["role_arn"],
        EnableNetworkIsolation=settings["network_isolated"],
        VpcConfig=settings["vpc_config"],
        Tags=tags,
        **(
            {"PrimaryContainer": containers[0]}
            if len(containers) == 1
            else {"Containers": containers}
        ),
    )
    variant = {
        "VariantName": "trial",
        "ModelName": name,
        "InstanceType": settings["instance_type"],
        "InitialInstanceCount": 1,
    }
    _once(
        sagemaker.create_endpoint_config,
        EndpointConfigName=name,
        ProductionVariants=[variant],
        Tags=tags,
        **({"KmsKeyId": settings["volume_key"]} if settings["volume_key"] else {}),
    )
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name, Tags=tags)


def _once(create: Any, **what: Any) -> None:
    """Make something that the run before may have made already."""
    try:
        create(**what)
    except ClientError as error:
        if "already exist" not in str(error):
            raise


def _samples(settings: Settings, version: Settings) -> list[Settings]:
    """Recorded requests of the group, with what is expected of their answers."""
    s3: Any = boto3.client("s3")
    key = f"{settings['folder']}{version['ModelPackageGroupName']}.json"
    place = {"Bucket": settings["artifacts_bucket"], "Key": key}
    try:
        samples = json.loads(s3.get_object(**place)["Body"].read())
    except ClientError as error:
        raise ValueError(f"s3://{place['Bucket']}/{key} has to hold requests, {error}") from error
    if not samples:
        raise ValueError(f"s3://{place['Bucket']}/{key} has to hold at least one request")
    return samples


def _send(settings: Settings, endpoint: str, sample: Settings, which: str) -> None:
    """Send one request, twice, since the first one may find the model cold."""
    runtime: Any = boto3.client("sagemaker-runtime")
    body, took = sample["body"], 0.0
    request = {
        "EndpointName": endpoint,
        "ContentType": sample.get("content_type", "application/json"),
        "Body": body if isinstance(body, str) else json.dumps(body),
    }
    answer = b""
    for _ in range(2):
        begun = time.monotonic()
        try:
            answer = runtime.invoke_endpoint(**request)["Body"].read()
        except ClientError as error:
            raise Failed(f"{which}: {error}") from error
        took = (time.monotonic() - begun) * 1000
    limit = sample.get("max_milliseconds", settings["latency_milliseconds"])
    if took > limit:
        raise Failed(f"{which}: took {took:.0f} ms, must be at most {limit}")
    try:
        found = list(problems(_read(answer), sample.get("expect", {}), "answer"))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{which}: its `expect` cannot be checked, {error!r}") from error
    if found:
        raise Failed(f"{which}: {found[0]}")


def _read(answer: bytes) -> Any:
    text = answer.decode(errors="replace").strip()
    try:
        return json.loads(text)
    except ValueError:
        return text


_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def _is(value: object, kind: str) -> bool:
    """Whether the value is of a type of JSON's; true and false are no numbers there."""
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def problems(value: Any, schema: Settings, where: str) -> Iterator[str]:
    """What of a JSON schema does not hold; the words that describe answers of models are known."""
    kind = schema.get("type")
    if kind is not None and not _is(value, kind):
        yield f"{where} must be of type {kind}, got {value!r}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} must be one of {schema['enum']}, got {value!r}"
    if "pattern" in schema and not re.search(schema["pattern"], str(value)):
        yield f"{where} must match {schema['pattern']}, got {value!r}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{where} must be at least {schema['minimum']}, got {value!r}"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"{where} must be at most {schema['maximum']}, got {value!r}"
    if "minItems" in schema and len(value) < schema["minItems"]:
        yield f"{where} must have at least {schema['minItems']} items, got {len(value)}"
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where} must have {name}, got {value!r}"
    for name, inner in schema.get("properties", {}).items():
        if name in value:
            yield from problems(value[name], inner, f"{where}.{name}")
    if "items" in schema:
        for index, item in enumerate(value):
            yield from problems(item, schema["items"], f"{where}[{index}]")


def _note(sagemaker: Any, settings: Settings, version: Settings, verdict: str) -> None:
    """Write the verdict on the version, reject what failed, and tell people."""
    arn = version["ModelPackageArn"]
    properties = version.get("CustomerMetadataProperties", {})
    rejected = {"ModelApprovalStatus": "Rejected", "ApprovalDescription": f"smoke test {verdict}"}
    sagemaker.update_model_package(
        ModelPackageArn=arn,
        # A property has no room for punctuation; the reason stands in the description.
        CustomerMetadataProperties={**properties, VERDICT: verdict.partition(":")[0]},
        **({} if verdict == "passed" else rejected),
    )
    approve = f"aws sagemaker update-model-package --model-package-arn {arn}"
    then = (
        f"To approve it: {approve} --model-approval-status Approved"
        if verdict == "passed"
        else "It is rejected"
    )
    boto3.client("sns").publish(
        TopicArn=settings["topic_arn"],
        Subject=f"{version['ModelPackageGroupName']}: smoke test {verdict[:6]}"[:100],
        Message=f"{arn}: the smoke test {verdict}. {then}",
    )


def _tidy(settings: Settings, running: set[str]) -> None:
    """Take away the trials that are over, whatever run left them."""
    sagemaker: Any = boto3.client("sagemaker")
    of_trials = {"NameContains": f"{settings['prefix']}-trial-"}
    for endpoint in sagemaker.list_endpoints(**of_trials)["Endpoints"]:
        over = endpoint["EndpointName"] not in running and endpoint["EndpointStatus"] != "Creating"
        if over and endpoint["EndpointStatus"] != "Deleting":
            sagemaker.delete_endpoint(EndpointName=endpoint["EndpointName"])
    for config in sagemaker.list_endpoint_configs(**of_trials)["EndpointConfigs"]:
        if config["EndpointConfigName"] not in running:
            sagemaker.delete_endpoint_config(EndpointConfigName=config["EndpointConfigName"])
    for model in sagemaker.list_models(**of_trials)["Models"]:
        if model["ModelName"] not in running:
            sagemaker.delete_model(ModelName=model["ModelName"])
