import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plan.plan import UNKNOWN
from sandbox.schema.check import check_inputs
from sandbox.schema.extract import extract
from sandbox.schema.store import function_schema, nested_type, resource_schema, service_schema

BUCKET = "aws:s3/bucket:Bucket"
CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"


def test_inputs_outputs_and_what_is_required() -> None:
    schema = resource_schema(CONFIGURATION)
    assert schema is not None
    assert [n for n, p in schema.inputs.items() if p.required] == ["productionVariants"]
    assert schema.outputs.keys() - schema.inputs.keys() == {"arn", "tagsAll"}
    assert schema.all_tags == "tagsAll"
    variant = nested_type("aws:sagemaker.EndpointConfigurationProductionVariant")
    assert variant is not None
    assert variant["initialInstanceCount"].type == "integer"


def test_types_of_the_cloud_control_sdk_share_tags_and_say_what_replaces() -> None:
    schema = resource_schema("aws-native:sagemaker:Cluster")
    assert schema is not None
    assert schema.inputs["nodeRecovery"].type == "string"
    assert schema.inputs["tags"].type == ["list", ["ref", "aws-native:index.Tag"]]
    assert set(nested_type("aws-native:index.Tag") or ()) == {"key", "value"}
    assert schema.all_tags == "tags"
    assert schema.replaces == {"clusterName", "orchestrator.eks", "vpcConfig"}


def test_secret_and_filled_in() -> None:
    bucket = resource_schema(BUCKET)
    assert bucket is not None
    assert "bucketDomainName" in bucket.filled
    parameter = resource_schema("aws:ssm/parameter:Parameter")
    assert parameter is not None
    assert parameter.secrets == {"value", "valueWo"}


def test_functions_of_the_root_and_of_a_service() -> None:
    caller = function_schema("aws:index/getCallerIdentity:getCallerIdentity")
    vpc = function_schema("aws:ec2/getVpc:getVpc")
    assert caller is not None
    assert vpc is not None
    assert caller.outputs["accountId"] == "string"
    assert vpc.inputs["cidrBlock"].type == "string"


@pytest.mark.parametrize("token", ["aws:s3/buket:Buket", "aws:nothing/a:A", "gcp:a/b:B", "x"])
def test_what_the_sdk_does_not_have_has_no_schema(token: str) -> None:
    assert resource_schema(token) is None


def test_a_service_is_extracted_once_and_then_read_from_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEPWELL_CACHE", str(tmp_path))
    service_schema.cache_clear()
    first = service_schema("aws:sqs")
    (cached,) = tmp_path.rglob("sqs.json")
    assert "7.51.1" in str(cached)
    service_schema.cache_clear()
    before = cached.stat().st_mtime_ns
    assert service_schema("aws:sqs") == first
    assert cached.stat().st_mtime_ns == before
    cached.write_text(cached.read_text()[:100])  # as an interrupted copy would leave it
    service_schema.cache_clear()
    assert service_schema("aws:sqs") == first
    service_schema.cache_clear()


def test_loading_a_large_service_takes_milliseconds() -> None:
    service_schema("aws:sagemaker")
    times = []
    for _ in range(3):
        service_schema.cache_clear()
        started = time.perf_counter()
        service_schema("aws:sagemaker")
        times.append(time.perf_counter() - started)
    assert min(times) < 0.02


def test_it_is_read_without_importing_the_sdk_or_boto3() -> None:
    program = (
        "import sys; from sandbox.schema.check import check_inputs;"
        f"check_inputs({BUCKET!r}, {{}});"
        "print([m for m in ('pulumi_aws', 'pulumi', 'boto3', 'botocore', 'moto')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_values_that_aws_decides_pass() -> None:
    inputs = {
        "productionVariants": [{"modelName": UNKNOWN, "initialInstanceCount": UNKNOWN}],
        "kmsKeyArn": UNKNOWN,
        "tags": {"owner": UNKNOWN},
    }
    assert check_inputs(CONFIGURATION, inputs) == []


def test_mistakes_beside_them_are_still_found() -> None:
    inputs = {"productionVariants": [{"modelName": UNKNOWN, "instancetype": "a"}]}
    found = check_inputs(CONFIGURATION, inputs)
    assert [str(v.path) for v in found] == ["productionVariants[0].instancetype"]
    assert found[0].message == "unknown property; did you mean instanceType"


def test_policies_may_be_text_or_maps() -> None:
    token = "aws:iam/role:Role"
    for policy in ("{}", {"Version": "2012-10-17", "Statement": []}):
        assert not check_inputs(token, {"assumeRolePolicy": policy})
    assert check_inputs(token, {"assumeRolePolicy": ["a"]})


def test_extraction_understands_every_type_of_the_services_in_use() -> None:
    for service in ("aws:iam", "aws:sns", "aws:budgets"):
        schema = service_schema(service)
        assert schema is not None
        text = json.dumps([[p.type for p in r.inputs.values()] for r in schema.resources.values()])
        assert '"any"' not in text


def test_a_file_of_another_shape_is_no_resource(tmp_path: Path) -> None:
    (tmp_path / "thing.py").write_text("class Thing:\n    def method(self): ...\n")
    assert extract(tmp_path, "thing") == {"resources": {}, "functions": {}, "types": {}}
