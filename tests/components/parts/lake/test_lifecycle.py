from typing import Any

from plan.plan import Plan
from tests.components.lake_support import by_name, default_plan, plan_with


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
