import functools
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, cast

import pytest

from components.data_lake import DataLake, DataLakeArgs
from components.errors import InputError
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from plan.plan import Plan, Resource
from tests.components.support import declare, only, statements

BUCKET = "aws:s3/bucket:Bucket"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
ZONES = ("raw", "curated", "features", "artifacts")
DEPLOYER = "arn:aws:iam::000000000000:role/deploy"


def plan_with(**more: Any) -> Plan:
    args = cast(DataLakeArgs, {"prefix": "fraud-dev", "kms_key_arn": KEY, **more})
    return declare(lambda: DataLake("lake", args))


@functools.cache
def default_plan() -> Plan:
    return plan_with()


def by_name(plan: Plan, type_token: str) -> dict[str, Resource]:
    return {r.name.removeprefix("lake-"): r for r in plan.of_type(type_token)}


def denied(plan: Plan, zone: str, action: str, context: Mapping[str, str]) -> list[str]:
    """Sids of the statements of a zone's policy that refuse a request."""

    def holds(operator: str, key: str, expected: str) -> bool:
        given = context.get(key)
        match operator:
            case "Null":
                return (given is None) == (expected == "true")
            case "Bool" | "StringEquals":
                return given == expected
            case "StringNotEquals":
                return given != expected
            case "BoolIfExists":
                return given is None or given == expected
            case "StringNotEqualsIfExists":
                return given is None or given != expected
            case "ArnNotLikeIfExists":
                return given is None or not fnmatchcase(given, expected)
            case _:
                raise AssertionError(operator)

    policy = by_name(plan, POLICY)[f"{zone}-policy"].inputs["policy"]
    return [
        s["Sid"]
        for s in statements(policy)
        if s["Effect"] == "Deny"
        and any(
            fnmatchcase(action, pattern)
            for pattern in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])
        )
        and all(
            holds(operator, key, expected)
            for operator, tests in s["Condition"].items()
            for key, expected in tests.items()
        )
    ]


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


def test_requests_without_tls_are_refused_everywhere():
    for part in (*ZONES, "access-logs"):
        assert denied(default_plan(), part, "s3:GetObject", {"aws:SecureTransport": "false"})
        assert not denied(default_plan(), part, "s3:GetObject", {"aws:SecureTransport": "true"})


def test_an_upload_may_name_no_key_but_the_stacks():
    header = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    assert denied(default_plan(), "raw", "s3:PutObject", {header: "arn:aws:kms:x"}) == [
        "OwnKeyOnly"
    ]
    assert denied(default_plan(), "raw", "s3:PutObject", {header: KEY}) == []
    assert denied(default_plan(), "raw", "s3:PutObject", {}) == []


def test_objects_are_reachable_from_anywhere_unless_closed_to_the_vpc():
    assert denied(plan_with(s3_endpoint_id="vpce-1"), "raw", "s3:GetObject", {}) == []
    closed = plan_with(s3_endpoint_id="vpce-1", endpoint_only=True)
    for zone in ZONES:
        assert denied(closed, zone, "s3:GetObject", {"aws:SourceVpce": "vpce-1"}) == []
        for outside in ({}, {"aws:SourceVpce": "vpce-2"}):
            for action in ("s3:GetObject", "s3:PutObject"):
                assert denied(closed, zone, action, outside) == ["ThroughEndpointOnly"]


def test_closing_to_the_vpc_locks_out_neither_the_deployer_nor_aws():
    closed = plan_with(s3_endpoint_id="vpce-1", endpoint_only=True)
    deployer = {"aws:PrincipalArn": DEPLOYER, "aws:ViaAWSService": "false"}
    for action in (
        "s3:PutBucketPolicy",
        "s3:GetBucketPolicy",
        "s3:GetLifecycleConfiguration",
        "s3:ListBucketVersions",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:DeleteBucket",
    ):
        assert denied(closed, "raw", action, deployer) == []
    tag, value = next(iter(OUTSIDE_VPC_TAG.items()))
    service_linked = "arn:aws:iam::000000000000:role/aws-service-role/x.amazonaws.com/R"
    for of_aws in (
        {"aws:PrincipalIsAWSService": "true"},
        {"aws:ViaAWSService": "true", "aws:PrincipalArn": DEPLOYER},
        {"aws:PrincipalArn": service_linked},
        {f"aws:PrincipalTag/{tag}": value},
    ):
        assert denied(closed, "raw", "s3:GetObject", of_aws) == []


def test_access_logs_come_from_the_zones_of_this_account_only():
    policy = by_name(default_plan(), POLICY)["access-logs-policy"].inputs["policy"]
    (delivery,) = [s for s in statements(policy) if s["Effect"] == "Allow"]
    assert delivery["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    assert delivery["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "000000000000"},
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::lake-*"},
    }


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


def rules(plan: Plan, part: str) -> dict[str, Any]:
    token = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    return {r["id"]: r for r in by_name(plan, token)[f"{part}-lifecycle"].inputs["rules"]}


def test_old_versions_uploads_and_query_results_go_and_data_stays():
    raw, artifacts = rules(default_plan(), "raw"), rules(default_plan(), "artifacts")
    assert raw["tidy"]["noncurrentVersionExpiration"] == {"noncurrentDays": 90}
    assert raw["tidy"]["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 7}
    assert raw["tiering"]["transitions"] == [{"days": 30, "storageClass": "INTELLIGENT_TIERING"}]
    assert not any("days" in rule.get("expiration", {}) for rule in raw.values())
    assert artifacts["query-results"]["filter"] == {"prefix": "athena/"}
    assert rules(default_plan(), "access-logs")["expiry"]["expiration"] == {"days": 365}


def test_no_two_rules_of_a_bucket_expire_the_same_objects():
    for part in ("raw", "curated", "features", "artifacts", "access-logs"):
        filters = [r["filter"] for r in rules(default_plan(), part).values() if "expiration" in r]
        assert all(filters.count(one) == 1 for one in filters), part


def test_retention_follows_the_settings():
    plan = plan_with(
        superseded_retention_days=10,
        access_log_retention_days=20,
        query_result_retention_days=3,
        tiering_after_days=60,
    )
    assert rules(plan, "raw")["tidy"]["noncurrentVersionExpiration"] == {"noncurrentDays": 10}
    assert rules(plan, "raw")["tiering"]["transitions"][0]["days"] == 60
    assert rules(plan, "access-logs")["expiry"]["expiration"] == {"days": 20}
    assert rules(plan, "artifacts")["query-results"]["expiration"] == {"days": 3}


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
