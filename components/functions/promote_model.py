"""Fetches the newest approved version of each model from another account, to await approval here.

It reads the source with a role of the source's, and writes only to its own account: the files of
the version, its image, and the version itself. Whatever wakes it, it does what is missing; doing it
twice makes nothing twice.
"""

import json
import logging
import os
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import BotoCoreError, ClientError

ORIGIN = "promoted-from"
"""Property of a version that names the one it is a copy of."""

COPIED = (
    "AdditionalInferenceSpecifications",
    "Domain",
    "DriftCheckBaselines",
    "InferenceSpecification",
    "ModelMetrics",
    "SamplePayloadUrl",
    "SkipModelValidation",
    "Task",
)
"""What a version takes along, besides its description and properties."""

NOT_COPIED = frozenset({"ETag", "ManifestEtag", "ModelDataETag", "ProductId"})
"""What SageMaker tells of a container and does not take back, or would be wrong here."""

MANIFESTS = (
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
)
LOG = logging.getLogger(__name__)
Settings = dict[str, Any]


def handler(_event: Settings, _context: Any) -> dict[str, list[str]]:
    """Promote what is new in every group; fail in the end if one could not be."""
    settings: Settings = json.loads(os.environ["SETTINGS"])
    source = _source(settings)
    done, failed = list[str](), list[str]()
    for from_group, to_group in settings["groups"].items():
        try:
            found = _newest_approved(source, from_group)
            if found and not _is_here(to_group, found["ModelPackageArn"]):
                done.append(_promote(source, settings, found, to_group))
        except (BotoCoreError, ClientError, OSError, ValueError) as error:
            failed.append(f"{to_group}: {error}")
    LOG.warning("promoted %s, failed %s", done, failed)
    if failed:
        raise RuntimeError("; ".join(failed))
    return {"promoted": done}


@dataclass(frozen=True)
class Copier:
    """Copies the files and images of one version, and says where they are now."""

    source: Any
    settings: Settings
    folder: str

    def __call__(self, value: Any) -> Any:
        """Return a part of the version with everything in it copied."""
        if isinstance(value, dict):
            parts: dict[str, Any] = value
            copied = {k: self(v) for k, v in parts.items() if k not in NOT_COPIED}
            if "Image" in parts:
                copied["Image"], digest = self._image(parts["Image"], parts.get("ImageDigest"))
                copied |= {"ImageDigest": digest} if digest else {}
            return copied
        if isinstance(value, list):
            items: list[Any] = value
            return [self(item) for item in items]
        if isinstance(value, str) and value.startswith("s3://"):
            return self._files(value)
        return value

    def _files(self, uri: str) -> str:
        """Copy an object, or all below a folder; AWS's own files stay where they are."""
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        if bucket != self.settings["source_bucket"]:
            return uri
        theirs, ours = self.source.client("s3"), boto3.client("s3")
        pages = theirs.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=key)
        listed = {o["Key"]: o["Size"] for page in pages for o in page.get("Contents", ())}
        wanted = {key: listed[key]} if key in listed else listed
        if not wanted:
            raise ValueError(f"{uri} does not exist")
        target = {"Bucket": self.settings["artifacts_bucket"]}
        encrypted = {
            "ServerSideEncryption": "aws:kms",
            "SSEKMSKeyId": self.settings["kms_key_arn"],
        }
        for name, size in wanted.items():
            place = {**target, "Key": f"{self.folder}/{name}"}
            if _size(ours, place) != size:
                body = theirs.get_object(Bucket=bucket, Key=name)["Body"]
                ours.upload_fileobj(
                    body, **place, ExtraArgs=encrypted, Config=TransferConfig(max_concurrency=4)
                )
        return f"s3://{target['Bucket']}/{self.folder}/{key}"

    def _image(self, address: str, digest: str | None) -> tuple[str, str | None]:
        """Copy an image of the source's account; others, such as AWS's, are pulled from there."""
        host, _, rest = address.partition("/")
        if not host.startswith(f"{self.settings['source_account']}.dkr.ecr"):
            return address, digest
        name, _, pinned = rest.partition("@")
        name, _, tag = name.partition(":")
        prefix, ours = self.settings["source_prefix"], self.settings["prefix"]
        if not name.startswith(f"{prefix}/"):
            raise ValueError(f"the image has to be in a repository of {prefix}, got {address}")
        target = f"{ours}/{name.removeprefix(f'{prefix}/')}"
        which = digest or pinned
        wanted = {"imageDigest": which} if which else {"imageTag": tag or "latest"}
        copied = copy_image(self.source.client("ecr"), name, target, wanted, tagged=True)
        here = boto3.client("ecr").describe_repositories(repositoryNames=[target])
        return f"{here['repositories'][0]['repositoryUri']}@{copied}", copied


def copy_image(
    theirs: Any, name: str, target: str, which: Mapping[str, str], *, tagged: bool
) -> str:
    """Copy an image, of every platform it is for, and return its digest, which stays the same."""
    ours: Any = boto3.client("ecr")
    answer = theirs.batch_get_image(
        repositoryName=name, imageIds=[which], acceptedMediaTypes=list(MANIFESTS)
    )
    if not answer["images"]:
        raise ValueError(f"image {name} {dict(which)} does not exist")
    image = answer["images"][0]
    digest, manifest = image["imageId"]["imageDigest"], json.loads(image["imageManifest"])
    asked = {"repositoryName": target, "imageIds": [{"imageDigest": digest}]}
    if ours.batch_get_image(**asked)["images"]:
        return digest
    for part in manifest.get("manifests", ()):
        copy_image(theirs, name, target, {"imageDigest": part["digest"]}, tagged=False)
    config = [manifest["config"]] if "config" in manifest else []
    for layer in (*config, *manifest.get("layers", ())):
        _copy_layer(theirs, ours, name, target, layer["digest"])
    tag = {"imageTag": f"promoted-{digest.partition(':')[2][:12]}"} if tagged else {}
    ours.put_image(
        repositoryName=target,
        imageManifest=image["imageManifest"],
        imageManifestMediaType=image.get("imageManifestMediaType", manifest.get("mediaType")),
        imageDigest=digest,
        **tag,
    )
    return digest


def _copy_layer(theirs: Any, ours: Any, name: str, target: str, digest: str) -> None:
    there = ours.batch_check_layer_availability(repositoryName=target, layerDigests=[digest])
    if any(layer["layerAvailability"] == "AVAILABLE" for layer in there["layers"]):
        return
    url = theirs.get_download_url_for_layer(repositoryName=name, layerDigest=digest)["downloadUrl"]
    upload = ours.initiate_layer_upload(repositoryName=target)
    begun = {"repositoryName": target, "uploadId": upload["uploadId"]}
    for first, part in _parts(url, upload["partSize"]):
        ours.upload_layer_part(
            **begun,
            partFirstByte=first,
            partLastByte=first + len(part) - 1,
            layerPartBlob=part,
        )
    # ECR compares the digest with what has arrived.
    ours.complete_layer_upload(**begun, layerDigests=[digest])


def _parts(url: str, size: int) -> Iterator[tuple[int, bytes]]:
    if not url.startswith("https://"):
        raise ValueError(f"a layer has to come from an https:// address, got {url}")
    with urllib.request.urlopen(url, timeout=60) as answer:
        first = 0
        while part := answer.read(size):
            yield first, part
            first += len(part)


def _promote(source: Any, settings: Settings, found: Settings, to_group: str) -> str:
    """Copy one version and register the copy, which then awaits approval."""
    theirs = source.client("sagemaker")
    version = theirs.describe_model_package(ModelPackageName=found["ModelPackageArn"])
    folder = f"promoted/{to_group}/{version['ModelPackageVersion']}"
    copy = Copier(source, settings, folder)
    sagemaker: Any = boto3.client("sagemaker")
    properties = version.get("CustomerMetadataProperties", {})
    arn = sagemaker.create_model_package(
        ModelPackageGroupName=to_group,
        ModelPackageDescription=version.get("ModelPackageDescription", to_group),
        ModelApprovalStatus="PendingManualApproval",
        CustomerMetadataProperties={**properties, ORIGIN: version["ModelPackageArn"]},
        **{field: copy(version[field]) for field in COPIED if field in version},
    )["ModelPackageArn"]
    approve = f"aws sagemaker update-model-package --model-package-arn {arn}"
    boto3.client("sns").publish(
        TopicArn=settings["topic_arn"],
        Subject=f"{to_group}: a version awaits approval"[:100],
        Message=(
            f"{arn} is a copy of {version['ModelPackageArn']}, which was approved there. "
            f"To approve it here: {approve} --model-approval-status Approved"
        ),
    )
    return arn


def _newest_approved(source: Any, group: str) -> Settings | None:
    """Summary of the newest version that people approved in the source."""
    pages = (
        source.client("sagemaker")
        .get_paginator("list_model_packages")
        .paginate(ModelPackageGroupName=group, ModelApprovalStatus="Approved")
    )
    found = [v for page in pages for v in page["ModelPackageSummaryList"]]
    return max(found, key=lambda v: v["ModelPackageVersion"], default=None)


def _is_here(group: str, origin: str) -> bool:
    """Whether a version of the group is a copy of `origin`, whatever became of it."""
    sagemaker: Any = boto3.client("sagemaker")
    pages = sagemaker.get_paginator("list_model_packages").paginate(ModelPackageGroupName=group)
    for one in (v for page in pages for v in page["ModelPackageSummaryList"]):
        about = sagemaker.describe_model_package(ModelPackageName=one["ModelPackageArn"])
        if about.get("CustomerMetadataProperties", {}).get(ORIGIN) == origin:
            return True
    return False


def _size(s3: Any, place: Mapping[str, str]) -> int | None:
    try:
        return s3.head_object(**place)["ContentLength"]
    except ClientError:
        return None


def _source(settings: Settings) -> Any:
    """A session in the source's account, with the one role that it lets this stack have."""
    key = boto3.client("sts").assume_role(
        RoleArn=settings["reader_role_arn"], RoleSessionName=settings["prefix"]
    )["Credentials"]
    return boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], key["SessionToken"])
