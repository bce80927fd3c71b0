from typing import Any

import pytest

from components.errors import InputError
from tests.components.lake_support import KEY, POLICY, ZONES, by_name, default_plan, plan_with
from tests.components.support import only

BUCKET = "aws:s3/bucket:Bucket"


def test_four_zones_and_a_bucket_for_their_access_logs():
    assert set(by_name(default_plan(), BUCKET)) == {*ZONES, "access-logs"}


@pytest.mark.parametrize("part", [*ZONES, "access-logs"])
def test_every_bucket_is_private_owned_and_versioned(part: str):
    plan = default_plan()
    blocked = by_name(plan, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    flags = {k: v for k, v in blocked[f"{part}-public-access"].inputs.items() if k != "bucket"}
    assert list(flags.values()) == [True] * 4
    owned = by_name(plan, "aws:s3/bucketOwnershipControls:BucketOwnershipControls")
    assert owned[f"{part}-ownership"].inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    versioned = by_name(plan, "aws:s3/bucketVersioning:BucketVersioning")
    assert versioned[f"{part}-versioning"].inputs["versioningConfiguration"] == {
        "status": "Enabled"
    }


def test_zones_are_encrypted_with_the_key_of_the_stack_and_logs_as_s3_can_deliver_them():
    token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    found = {
        name.removesuffix("-encryption"): r.inputs["rules"]
        for name, r in by_name(default_plan(), token).items()
    }
    with_key = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}
    for zone in ZONES:
        assert found[zone] == [
            {"applyServerSideEncryptionByDefault": with_key, "bucketKeyEnabled": True}
        ]
    assert found["access-logs"] == [
        {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    ]


def test_each_zone_logs_below_its_own_name_once_delivery_is_allowed():
    plan = default_plan()
    logging = by_name(plan, "aws:s3/bucketLogging:BucketLogging")
    policy = by_name(plan, POLICY)["access-logs-policy"].urn
    for zone in ZONES:
        assert logging[f"{zone}-logging"].inputs["targetPrefix"] == f"{zone}/"
        assert policy in logging[f"{zone}-logging"].dependencies


def test_pipelines_hear_of_new_objects_through_eventbridge():
    events = by_name(default_plan(), "aws:s3/bucketNotification:BucketNotification")
    assert {n: r.inputs["eventbridge"] for n, r in events.items()} == {
        f"{zone}-events": True for zone in ZONES
    }


def test_data_is_protected_unless_the_environment_must_be_destroyable():
    kept, loose = default_plan(), plan_with(protect_data=False)
    for plan, protected in ((kept, True), (loose, False)):
        for bucket in plan.of_type(BUCKET):
            assert bucket.protect is protected
            assert bucket.inputs["forceDestroy"] is not protected
        assert only(plan, "aws:glue/catalogDatabase:CatalogDatabase").protect is protected
        workgroup = only(plan, "aws:athena/workgroup:Workgroup").inputs
        assert workgroup["forceDestroy"] is not protected


def test_the_database_can_be_written_in_sql_without_quotes():
    database = only(default_plan(), "aws:glue/catalogDatabase:CatalogDatabase").inputs
    assert database["name"] == "fraud_dev"
    assert database["locationUri"] == "s3://<<lake-curated#bucket>>/"


def test_glue_encrypts_what_it_writes_with_the_key_of_the_stack():
    token = "aws:glue/securityConfiguration:SecurityConfiguration"
    modes = only(default_plan(), token).inputs["encryptionConfiguration"].values()
    assert [mode["kmsKeyArn"] for mode in modes] == [KEY] * 3


def test_queries_are_limited_encrypted_and_bound_to_the_workgroup():
    workgroup = only(plan_with(query_scan_limit_gib=5), "aws:athena/workgroup:Workgroup").inputs
    settings = workgroup["configuration"]
    assert settings["bytesScannedCutoffPerQuery"] == 5 * 1024**3
    assert settings["enforceWorkgroupConfiguration"] is True
    assert settings["publishCloudwatchMetricsEnabled"] is True
    assert settings["resultConfiguration"] == {
        "outputLocation": "s3://<<lake-artifacts#bucket>>/athena/",
        "encryptionConfiguration": {"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY},
    }


def test_adopts_single_zones_and_configures_nothing_in_them():
    plan = plan_with(adopt={"raw": "company-raw", "access_log": "company-logs"})
    assert set(by_name(plan, BUCKET)) == {"curated", "features", "artifacts"}
    assert not any(r.inputs.get("bucket") == "company-raw" for r in plan)
    logging = by_name(plan, "aws:s3/bucketLogging:BucketLogging")
    assert {r.inputs["targetBucket"] for r in logging.values()} == {"company-logs"}
    outputs = only(plan, "stepwell:index:DataLake").outputs
    assert (outputs["raw_bucket"], outputs["access_log_bucket"]) == ("company-raw", "company-logs")


def test_gives_the_names_that_other_components_need():
    outputs = only(default_plan(), "stepwell:index:DataLake").outputs
    assert outputs == {
        **{f"{zone}_bucket": f"<<lake-{zone}#bucket>>" for zone in ZONES},
        "access_log_bucket": "<<lake-access-logs#bucket>>",
        "database_name": "fraud_dev",
        "workgroup_name": "fraud-dev",
    }


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"tiering_after_days": 29},
            ["data_lake.tiering_after_days: must be at least 30 days, got 29"],
        ),
        (
            {"superseded_retention_days": 0, "query_scan_limit_gib": 0},
            [
                "data_lake.superseded_retention_days: must be at least 1 day, got 0",
                "data_lake.query_scan_limit_gib: must be at least 1 GiB, got 0",
            ],
        ),
        (
            {"adopt": {"raw": "My_Bucket", "curated": "one", "features": "one"}},
            [
                "data_lake.adopt.raw: must be the name of a bucket, got 'My_Bucket'",
                "data_lake.adopt.features: must differ from adopt.curated, got 'one'",
            ],
        ),
        (
            {"endpoint_only": True, "s3_endpoint_id": None},
            [
                "data_lake.endpoint_only: must be false in a VPC without a gateway endpoint for "
                "S3, got true",
                "  name the endpoint of an adopted VPC in network.adopt.s3_endpoint_id",
            ],
        ),
    ],
)
def test_rejects_contradictions(settings: dict[str, Any], expected: list[str]):
    with pytest.raises(InputError) as error:
        plan_with(**settings)
    assert str(error.value).splitlines() == expected
