import inspect
import time

import pulumi
import pulumi_aws as aws
import pytest
from pulumi.runtime import rpc

from plan.sdk import Filled, computed_outputs

SERVICES = ("aws:batch", "aws:ec2", "aws:iam", "aws:kms", "aws:s3", "aws:sagemaker", "aws:lambda")


def tokens(service: str) -> list[str]:
    modules = [m for key in rpc._RESOURCE_MODULES for m in rpc._RESOURCE_MODULES[key]]
    return [
        token
        for module in modules
        for token in getattr(module, "mod_info", {}).get("classes", {})
        if token.startswith(f"{service}/")
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_every_class_of_a_service_says_what_is_computed(service):
    assert inspect.isclass(aws.Provider)
    found = tokens(service)
    assert found
    empty = [token for token in found if not computed_outputs(token)]
    assert empty == []


def test_a_hundred_types_are_read_in_a_blink():
    found = [token for token in tokens("aws:ec2") if aws.ec2.Vpc]
    computed_outputs.cache_clear()
    start = time.process_time()
    for token in found:
        computed_outputs(token)
    assert time.process_time() - start < 0.3


def test_only_what_the_provider_always_fills_in_is_computed():
    outputs = computed_outputs("aws:ec2/launchTemplate:LaunchTemplate")
    assert outputs["arn"] is Filled.TEXT
    assert outputs["latestVersion"] is Filled.OTHER
    assert "description" not in outputs


def test_a_type_without_an_imported_sdk_has_none():
    assert computed_outputs("gcp:storage/bucket:Bucket") == {}
    assert computed_outputs("pulumi:providers:aws") == {}
    assert computed_outputs("aws:s3/bucket:Vanished") == {}
    assert issubclass(aws.s3.Bucket, pulumi.CustomResource)
