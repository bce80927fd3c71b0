from typing import Any

import pytest

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from tests.blueprints.support import compose

IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"
MODEL = {"image_uri": IMAGE, "model_data_url": "s3://fraud-dev-artifacts/models/scorer.tar.gz"}
SHARED = {"inference_components": {"one": {**MODEL, "memory_mb": 512}}}
MANY = {"image_uri": IMAGE, "multi_model": {"models_url": "s3://fraud-dev-models/all/"}}
GROUPS = {"registry": {"groups": {"scorer": {}}}}
NIGHTLY = {
    "group": "scorer",
    "schedule": "rate(1 day)",
    "input": {"zone": "raw", "prefix": "cards/"},
}
SOURCE = {
    "source_account": "314159265358",
    "source_prefix": "fraud-test",
    "source_bucket": "fraud-test-artifacts",
}
REPOSITORY = {
    "source_url": "https://github.com/acme/fraud.git",
    "connection_arn": "arn:aws:codeconnections:eu-west-1:000000000000:connection/1b2c",
}


def said(**settings: Any) -> list[str]:
    """What a stack of level 2 with these settings is refused for."""
    try:
        BLUEPRINTS[2].from_settings(settings)
    except SettingsError as error:
        return str(error).splitlines()
    return []


@pytest.mark.parametrize("name", ["Big", "a b", "a_b", "a--b", "-a", "", "someone@acme", "x" * 33])
@pytest.mark.parametrize(("part", "entry"), [("images", {}), ("endpoints", MODEL)])
def test_what_a_team_names_gets_a_name_that_its_resources_can_have(part, entry, name):
    (reason,) = said(**{part: {name: entry}})
    assert "must have a name of lower-case letters and digits" in reason
    assert reason.endswith(f"got {name!r}")
    assert said(**{part: {"a1-b": entry}}) == []


def said_of_version(endpoint: dict[str, Any], **version: Any) -> list[str]:
    about = {"endpoint": "scorer", **version}
    return said(endpoints={"scorer": endpoint}, apis={"models": {"versions": {"v1": about}}})


@pytest.mark.parametrize(
    ("endpoint", "mode"),
    [
        ({**MODEL, "asynchronous": {}}, "asynchronous, since it answers to S3"),
        (MANY, "multi_model, since a request would have to name a model"),
        (SHARED, "inference_components, since a request would have to name a component"),
    ],
)
def test_an_api_is_answered_by_endpoints_that_need_no_more_than_the_request(endpoint, mode):
    where = "apis.models.versions.v1.endpoint"
    assert said_of_version(endpoint) == [f"{where}: must be one without {mode}, got 'scorer'"]
    assert said_of_version({**MODEL, "serverless": {}}) == []


def test_an_api_names_variants_that_there_are():
    tried = {**MODEL, "variants": {"challenger": {**MODEL, "traffic_percent": 10}}}
    assert said_of_version(tried, variant="challenger") == []
    assert said_of_version(tried, variant="primary") == []
    assert said_of_version(MODEL, variant="challenger") == [
        "apis.models.versions.v1.variant: must be one of primary, got 'challenger'"
    ]


def test_the_role_for_logs_of_apis_is_set_once():
    one = {"versions": {"v1": {"endpoint": "scorer"}}, "sets_account_log_role": True}
    assert said(endpoints={"scorer": MODEL}, apis={"models": one, "shops": one}) == [
        "apis.shops.sets_account_log_role: must be set by one API of the account, "
        "got models as well"
    ]


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        (
            {**MODEL, "serverless": {}},
            "serverless: must be left out of an endpoint that is monitored: SageMaker captures on "
            "instances alone",
        ),
        (
            {**MODEL, "asynchronous": {}},
            "asynchronous: must be left out of an endpoint that is monitored: its requests are not "
            "captured",
        ),
        (
            SHARED,
            "inference_components: must be left out of an endpoint that is monitored: a baseline "
            "is of one model",
        ),
        (
            {**MODEL, "data_capture_percent": 0},
            "data_capture_percent: must be above 0 for an endpoint that is monitored",
        ),
    ],
)
def test_what_is_monitored_captures_the_requests_of_one_model(endpoint, reason):
    assert said(endpoints={"scorer": endpoint}, model_monitors={"scorer": {}}) == [
        f"endpoints.scorer.{reason}"
    ]
    assert said(endpoints={"scorer": endpoint}) == []


def test_an_endpoint_that_follows_a_group_is_monitored_where_that_is_possible():
    endpoints = {
        "scorer": MODEL,
        "rare": {**MODEL, "serverless": {}},
        "slow": {**MODEL, "asynchronous": {}},
        "uncaptured": {**MODEL, "data_capture_percent": 0},
    }
    following = {name: {"group": "scorer"} for name in endpoints}
    plan = compose({**GROUPS, "endpoints": endpoints, "deployments": following}, level=1)
    assert [monitor.name for monitor in plan.of_type("stepwell:index:ModelMonitor")] == [
        "fraud-dev-monitor-scorer"
    ]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (
            {"content_type": "application/jsonlines"},
            "content_type: must be text/csv for batch inference that is monitored, "
            "got 'application/jsonlines'",
        ),
        ({"join_input": False}, "join_input: must be true for batch inference that is monitored"),
    ],
)
def test_batch_inference_is_monitored_by_its_records_with_their_predictions(settings, reason):
    batches = {"nightly": {**NIGHTLY, **settings}}
    found = said(**GROUPS, batch_inference=batches, model_monitors={"nightly": {}})
    assert found == [f"batch_inference.nightly.{reason}"]
    assert said(**GROUPS, batch_inference=batches) == []


def test_a_monitor_watches_one_thing():
    both = {"endpoints": {"scorer": MODEL}, "batch_inference": {"scorer": NIGHTLY}}
    assert said(**GROUPS, **both, model_monitors={"scorer": {}}) == [
        "model_monitors.scorer: must be the name of an endpoint or of a batch inference, "
        "got that of both"
    ]


def test_a_cluster_stands_in_a_subnet_that_there_is():
    workers = {"big": {"instance_type": "ml.p5.48xlarge", "instance_count": 1}}
    assert said(hyperpod_cluster={"workers": workers, "subnet_number": 3}) == [
        "hyperpod_cluster.subnet_number: must be 1 to 2, the private subnets of the network, got 3"
    ]


def test_a_build_reads_a_repository_where_there_is_a_way_to_it():
    refused = (
        "image_builds.training.source_url: must be left out where the network has no way to the "
        "internet; a build there takes source_archive"
    )
    adopted = {
        "vpc_id": "vpc-0123456789abcdef0",
        "cidr": "10.1.0.0/16",
        "private_subnet_ids": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    }
    builds = {"training": REPOSITORY}
    assert said(image_builds=builds) == []
    assert said(image_builds=builds, network={"nat": "none"}) == [refused]
    assert said(image_builds=builds, data_class="regulated") == [refused]
    assert said(image_builds=builds, network={"adopt": adopted}) == [refused]
    open_network = {"adopt": {**adopted, "internet_egress": True}}
    assert said(image_builds=builds, network=open_network) == []


def test_models_are_promoted_into_groups_of_this_stack():
    none = ["model_promotion: must come with a group in registry.groups, got none"]
    adopted = "arn:aws:sagemaker:eu-west-1:271828182845:model-package-group/risk"
    assert said(model_promotion=SOURCE) == none
    assert said(registry={"groups": {"risk": {"group_arn": adopted}}}, model_promotion=SOURCE) == (
        none
    )
    assert said(**GROUPS, model_promotion=SOURCE) == []
