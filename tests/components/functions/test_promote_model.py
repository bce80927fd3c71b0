import io
import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from components.functions import promote_model
from components.functions.promote_model import ORIGIN, copy_image

AWS_IMAGE = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3"
SETTINGS: dict[str, Any] = {
    "prefix": "fraud-prod",
    "source_account": "000000000000",
    "source_prefix": "fraud-dev",
    "source_bucket": "fraud-dev-artifacts",
    "reader_role_arn": "arn:aws:iam::000000000000:role/fraud-dev-model-reader",
    "artifacts_bucket": "fraud-prod-artifacts",
    "kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/1b2c",
    "groups": {"fraud-dev-churn": "fraud-prod-churn"},
}


@pytest.fixture
def sagemaker(account: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    s3: Any = boto3.client("s3")
    for bucket in ("fraud-dev-artifacts", "fraud-prod-artifacts"):
        s3.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
    s3.put_object(Bucket="fraud-dev-artifacts", Key="training/a/model.tar.gz", Body=b"model")
    s3.put_object(Bucket="fraud-dev-artifacts", Key="training/a/report.json", Body=b"{}")
    s3.put_object(Bucket="fraud-dev-artifacts", Key="training/a/baseline.csv", Body=b"age")
    sns: Any = boto3.client("sns")
    topic = sns.create_topic(Name="fraud-prod")["TopicArn"]
    monkeypatch.setenv("SETTINGS", json.dumps({**SETTINGS, "topic_arn": topic}))
    client: Any = boto3.client("sagemaker")
    for group in ("fraud-dev-churn", "fraud-prod-churn"):
        client.create_model_package_group(ModelPackageGroupName=group)
    return client


def register(
    sagemaker: Any,
    status: str,
    data: str = "training/a/model.tar.gz",
    group: str = "fraud-dev-churn",
) -> str:
    container = {
        "Image": AWS_IMAGE,
        "ModelDataUrl": f"s3://fraud-dev-artifacts/{data}",
        "Environment": {"MODE": "fast"},
    }
    report = {
        "ContentType": "application/json",
        "S3Uri": "s3://fraud-dev-artifacts/training/a/report.json",
    }
    baseline = {
        "ContentType": "text/csv",
        "S3Uri": "s3://fraud-dev-artifacts/training/a/baseline.csv",
    }
    return sagemaker.create_model_package(
        ModelPackageGroupName=group,
        ModelPackageDescription="Tells who leaves",
        ModelApprovalStatus=status,
        InferenceSpecification={
            "Containers": [container],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        ModelMetrics={"ModelQuality": {"Statistics": report}},
        DriftCheckBaselines={"ModelDataQuality": {"Statistics": baseline}},
        CustomerMetadataProperties={"git-commit": "0a1b2c"},
    )["ModelPackageArn"]


def run() -> list[str]:
    return promote_model.handler({}, None)["promoted"]


def test_an_approved_version_is_copied_and_awaits_approval(sagemaker: Any):
    origin = register(sagemaker, "Approved")
    (promoted,) = run()
    about = sagemaker.describe_model_package(ModelPackageName=promoted)
    assert about["ModelPackageGroupName"] == "fraud-prod-churn"
    assert about["ModelApprovalStatus"] == "PendingManualApproval"
    assert about["CustomerMetadataProperties"] == {"git-commit": "0a1b2c", ORIGIN: origin}
    (container,) = about["InferenceSpecification"]["Containers"]
    folder = "fraud-prod-artifacts/promoted/fraud-prod-churn/1/training/a"
    assert container["ModelDataUrl"] == f"s3://{folder}/model.tar.gz"
    assert container["Image"] == AWS_IMAGE
    assert container["Environment"] == {"MODE": "fast"}
    report = about["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"]
    assert report == f"s3://{folder}/report.json"
    baseline = about["DriftCheckBaselines"]["ModelDataQuality"]["Statistics"]["S3Uri"]
    assert baseline == f"s3://{folder}/baseline.csv"
    s3: Any = boto3.client("s3")
    assert s3.head_object(Bucket="fraud-prod-artifacts", Key=baseline.split("/", 3)[3])
    kept = s3.get_object(
        Bucket="fraud-prod-artifacts",
        Key="promoted/fraud-prod-churn/1/training/a/model.tar.gz",
    )
    assert kept["Body"].read() == b"model"
    assert kept["ServerSideEncryption"] == "aws:kms"
    assert kept["SSEKMSKeyId"] == SETTINGS["kms_key_arn"]


def test_a_version_is_promoted_once_even_if_it_was_rejected_here(sagemaker: Any):
    register(sagemaker, "Approved")
    (promoted,) = run()
    sagemaker.update_model_package(ModelPackageArn=promoted, ModelApprovalStatus="Rejected")
    assert run() == []


def test_what_nobody_approved_stays_where_it_is(sagemaker: Any):
    register(sagemaker, "PendingManualApproval")
    register(sagemaker, "Rejected")
    assert run() == []


def test_only_the_newest_approved_version_comes(sagemaker: Any):
    register(sagemaker, "Approved")
    newest = register(sagemaker, "Approved")
    register(sagemaker, "PendingManualApproval")
    (promoted,) = run()
    about = sagemaker.describe_model_package(ModelPackageName=promoted)
    assert about["CustomerMetadataProperties"][ORIGIN] == newest
    assert run() == []


def test_a_group_that_fails_does_not_hold_up_the_others(
    sagemaker: Any, monkeypatch: pytest.MonkeyPatch
):
    for group in ("fraud-dev-gone", "fraud-prod-gone"):
        sagemaker.create_model_package_group(ModelPackageGroupName=group)
    register(sagemaker, "Approved", "training/gone.tar.gz", "fraud-dev-gone")
    register(sagemaker, "Approved")
    groups = {"fraud-dev-gone": "fraud-prod-gone", **SETTINGS["groups"]}
    topic = json.loads(promote_model.os.environ["SETTINGS"])["topic_arn"]
    settings = {**SETTINGS, "groups": groups, "topic_arn": topic}
    monkeypatch.setenv("SETTINGS", json.dumps(settings))
    with pytest.raises(RuntimeError, match="fraud-prod-gone"):
        run()
    listed = sagemaker.list_model_packages(ModelPackageGroupName="fraud-prod-churn")
    assert len(listed["ModelPackageSummaryList"]) == 1


def test_a_missing_file_registers_nothing(sagemaker: Any):
    register(sagemaker, "Approved", "training/gone/model.tar.gz")
    with pytest.raises(RuntimeError, match=r"training/gone/model.tar.gz does not exist"):
        run()
    listed = sagemaker.list_model_packages(ModelPackageGroupName="fraud-prod-churn")
    assert listed["ModelPackageSummaryList"] == []


class Registry:
    """A registry of images that keeps layers as bytes."""

    def __init__(self, images: dict[str, dict[str, Any]], layers: dict[str, bytes]) -> None:
        self.images, self.layers = images, layers
        self.tags = dict[str, str]()
        self.order = list[str]()
        self._arriving = b""

    def batch_get_image(self, **asked: Any) -> dict[str, Any]:
        (which,) = asked["imageIds"]
        digest = which.get("imageDigest") or self.tags.get(which["imageTag"], "")
        if digest not in self.images:
            return {"images": []}
        text = json.dumps(self.images[digest])
        return {"images": [{"imageId": {"imageDigest": digest}, "imageManifest": text}]}

    def batch_check_layer_availability(self, **asked: Any) -> dict[str, Any]:
        (digest,) = asked["layerDigests"]
        there = "AVAILABLE" if digest in self.layers else "UNAVAILABLE"
        return {"layers": [{"layerAvailability": there}]}

    def get_download_url_for_layer(self, **asked: Any) -> dict[str, str]:
        return {"downloadUrl": f"https://layers/{asked['layerDigest']}"}

    def initiate_layer_upload(self, **_: Any) -> dict[str, Any]:
        self._arriving = b""
        return {"uploadId": "1", "partSize": 4}

    def upload_layer_part(self, **part: Any) -> None:
        assert part["partFirstByte"] == len(self._arriving)
        self._arriving += part["layerPartBlob"]
        assert part["partLastByte"] == len(self._arriving) - 1

    def complete_layer_upload(self, **done: Any) -> None:
        (digest,) = done["layerDigests"]
        self.layers[digest] = self._arriving

    def put_image(self, **image: Any) -> None:
        manifest = json.loads(image["imageManifest"])
        for layer in (*manifest.get("layers", ()), *filter(None, [manifest.get("config")])):
            assert layer["digest"] in self.layers
        assert all(part["digest"] in self.images for part in manifest.get("manifests", ()))
        self.images[image["imageDigest"]] = manifest
        self.order.append(image["imageDigest"])
        if "imageTag" in image:
            self.tags[image["imageTag"]] = image["imageDigest"]


def registry_of(ours: Registry) -> Callable[[str], Registry]:
    def client(service: str) -> Registry:
        assert service == "ecr"
        return ours

    return client


@pytest.mark.parametrize("which", [{"imageTag": "1.4"}, {"imageDigest": "sha256:index"}])
def test_an_image_comes_with_every_platform_and_layer_under_the_same_digest(
    which: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    layers = {"sha256:config": b"{}", "sha256:a": b"0123456789", "sha256:b": b"abcd"}
    one = {
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"digest": "sha256:config"},
        "layers": [{"digest": "sha256:a"}, {"digest": "sha256:b"}],
    }
    index = {
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [{"digest": "sha256:amd64"}],
    }
    theirs = Registry({"sha256:amd64": one, "sha256:index": index}, layers)
    theirs.tags["1.4"] = "sha256:index"
    ours = Registry({}, {"sha256:b": b"abcd"})
    monkeypatch.setattr(boto3, "client", registry_of(ours))
    fetched = list[str]()

    def fetch(url: str, timeout: int) -> io.BytesIO:
        assert timeout
        fetched.append(url)
        return io.BytesIO(layers[url.rsplit("/", 1)[1]])

    monkeypatch.setattr(promote_model.urllib.request, "urlopen", fetch)
    for _ in range(2):
        copied = copy_image(theirs, "fraud-dev/serving", "fraud-prod/serving", which, tagged=True)
        assert copied == "sha256:index"
    assert ours.order == ["sha256:amd64", "sha256:index"]
    assert ours.layers == layers
    assert list(ours.tags) == ["promoted-index"]
    assert fetched == ["https://layers/sha256:config", "https://layers/sha256:a"]


def test_an_image_that_is_gone_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(boto3, "client", registry_of(Registry({}, {})))
    with pytest.raises(ValueError, match="does not exist"):
        copy_image(Registry({}, {}), "a", "b", {"imageTag": "x"}, tagged=True)
