import json
from typing import Any, cast

import pytest

from components.audit_trail import AuditTrail, AuditTrailArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

TRAIL = "aws:cloudtrail/trail:Trail"
BUCKET = "aws:s3/bucket:Bucket"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
LOG_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
QUERY = "aws:cloudwatch/queryDefinition:QueryDefinition"
NAME = "fraud-dev-audit"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
ARN = "arn:aws:cloudtrail:eu-west-1:000000000000:trail/organisation"


def plan_with(**more: Any) -> Plan:
    args = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
        "model_group_names": ["fraud-dev-scores", "company-wide"],
        **more,
    }
    return declared(AuditTrail, NAME, cast(AuditTrailArgs, args))


def recorded(plan: Plan) -> dict[str, dict[str, Any]]:
    """Per selector, what each field must be."""
    found = dict[str, dict[str, Any]]()
    for selector in only(plan, TRAIL).inputs["advancedEventSelectors"]:
        fields = found[selector["name"]] = {}
        for field in selector["fieldSelectors"]:
            fields |= {field["field"]: next(v for k, v in field.items() if k != "field")}
    return found


def policy(plan: Plan) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in statements(only(plan, POLICY).inputs["policy"])}


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in AuditTrail.problems(cast(Any, settings))]


def test_records_are_encrypted_validated_and_protected():
    trail = only(plan_with(), TRAIL)
    assert trail.inputs["name"] == "fraud-dev-audit"
    assert trail.inputs["kmsKeyId"] == KEY
    assert trail.inputs["enableLogFileValidation"] is True
    assert trail.protect


def test_records_accesses_to_data_and_writes_of_models():
    found = recorded(plan_with())
    zones = found["Objects of raw, curated, features: all"]
    assert zones == {
        "eventCategory": ["Data"],
        "resources.type": ["AWS::S3::Object"],
        "resources.ARN": [
            "arn:aws:s3:::raw-1/",
            "arn:aws:s3:::curated-1/",
            "arn:aws:s3:::features-1/",
        ],
    }
    models = found["Objects of artifacts: write"]
    assert models["resources.ARN"] == ["arn:aws:s3:::artifacts-1/"]
    assert models["readOnly"] == ["false"]
    assert found["Changes of resources"] == {"eventCategory": ["Management"], "readOnly": ["false"]}


def test_records_who_opens_the_records_but_not_their_delivery():
    own = recorded(plan_with())["Who reads and deletes these records"]
    assert own["resources.ARN"] == [f"arn:aws:s3:::<<{NAME}-records#bucket>>/"]
    assert own["eventName"] == ["PutObject"]
    (*_, last) = only(plan_with(), TRAIL).inputs["advancedEventSelectors"]
    assert {"field": "eventName", "notEquals": ["PutObject"]} in last["fieldSelectors"]


def test_a_team_chooses_what_is_recorded():
    found = recorded(
        plan_with(
            zones={"raw": "none", "curated": "read", "features": "none", "artifacts": "none"},
            feature_store="read",
            invocations=True,
            management_events=False,
        )
    )
    assert set(found) == {
        "Objects of curated: read",
        "Who reads and deletes these records",
        "Records of feature groups: read",
        "Calls of endpoints",
    }
    assert found["Objects of curated: read"]["readOnly"] == ["true"]
    groups = found["Records of feature groups: read"]
    assert groups["resources.type"] == ["AWS::SageMaker::FeatureGroup"]
    assert groups["resources.ARN"] == [
        "arn:aws:sagemaker:eu-west-1:000000000000:feature-group/fraud-dev-"
    ]
    calls = found["Calls of endpoints"]
    assert calls["resources.type"] == ["AWS::SageMaker::Endpoint"]
    assert calls["resources.ARN"] == [
        "arn:aws:sagemaker:eu-west-1:000000000000:endpoint/fraud-dev-"
    ]


def test_only_this_trail_delivers_and_only_below_its_account():
    found = policy(plan_with())
    own = "arn:aws:cloudtrail:eu-west-1:000000000000:trail/fraud-dev-audit"
    bucket = f"<<{NAME}-records#arn>>"
    assert found["TrailDelivers"]["Resource"] == f"{bucket}/AWSLogs/000000000000/*"
    assert found["TrailDelivers"]["Condition"] == {
        "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": own}
    }
    assert found["TrailFindsTheBucket"]["Condition"] == {"StringEquals": {"aws:SourceArn": own}}
    allowed = [s for s in found.values() if s["Effect"] == "Allow"]
    assert {s["Principal"]["Service"] for s in allowed} == {"cloudtrail.amazonaws.com"}


def test_no_role_of_the_team_opens_changes_or_deletes_records():
    closed = policy(plan_with())["ClosedToTheTeam"]
    assert closed["Effect"] == "Deny"
    assert closed["Condition"] == {
        "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::000000000000:role/fraud-dev-*"}
    }
    assert {"s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"} <= set(closed["Action"])


def test_a_stack_that_may_go_with_its_data_can_be_deleted_by_its_own_role():
    plan = plan_with(protect_data=False)
    assert "s3:DeleteObject*" not in policy(plan)["ClosedToTheTeam"]["Action"]
    assert only(plan, BUCKET).inputs["forceDestroy"] is True
    assert not only(plan, TRAIL).protect


def test_the_trail_waits_for_the_policy_of_its_bucket():
    plan = plan_with()
    assert only(plan, POLICY).urn in only(plan, TRAIL).dependencies


def test_records_are_kept_for_a_year_and_locked_on_request():
    plan = plan_with()
    (rule,) = only(plan, LIFECYCLE).inputs["rules"]
    assert rule["expiration"] == {"days": 365}
    assert plan.of_type(LOCK) == ()
    locked = only(plan_with(lock_days=90, lock_mode="compliance"), LOCK)
    assert locked.inputs["rule"] == {"defaultRetention": {"mode": "COMPLIANCE", "days": 90}}


def test_an_adopted_bucket_is_used_as_it_is():
    plan = plan_with(log_bucket="company-log-archive")
    assert plan.of_type(BUCKET) == ()
    assert only(plan, TRAIL).inputs["s3BucketName"] == "company-log-archive"
    assert "Who reads and deletes these records" not in recorded(plan)


def test_with_an_adopted_trail_decisions_are_kept_all_the_same():
    plan = plan_with(trail_arn=ARN)
    assert plan.of_type(TRAIL) == plan.of_type(BUCKET) == ()
    assert len(plan.of_type(RULE)) == 2
    assert only(plan, "stepwell:index:AuditTrail").outputs == {
        "trail_arn": ARN,
        "log_bucket": "",
        "decision_log_group": "/aws/events/fraud-dev/decisions",
    }


def test_decisions_are_kept_for_ten_years_under_the_stacks_key():
    logs = only(plan_with(), LOGS)
    assert logs.inputs["name"] == "/aws/events/fraud-dev/decisions"
    assert (logs.inputs["retentionInDays"], logs.inputs["kmsKeyId"]) == (3653, KEY)
    assert logs.protect


def test_eventbridge_writes_for_rules_of_this_stack_alone():
    access = only(plan_with(), LOG_POLICY).inputs
    assert access["resourceArn"] == f"<<{NAME}-decisions#arn>>"
    assert "policyName" not in access, "an account has room for ten named policies in a region"
    found = {s["Sid"]: s for s in statements(access["policyDocument"])}
    assert found["Write"]["Condition"] == {
        "ArnLike": {
            "aws:SourceArn": f"arn:aws:events:eu-west-1:000000000000:rule/{NAME}-decisions-*"
        }
    }
    assert "Condition" not in found["BeginStreams"], "EventBridge names no rule there"
    for statement in found.values():
        assert statement["Resource"] == f"<<{NAME}-decisions#arn>>:*"


def test_states_of_versions_are_kept_also_of_adopted_groups():
    (rule,) = [r for r in plan_with().of_type(RULE) if r.name.endswith("-changes")]
    pattern = json.loads(rule.inputs["eventPattern"])
    assert pattern["detail"] == {
        "ModelPackageGroupName": [{"prefix": "fraud-dev-"}, "company-wide"]
    }


def test_callers_are_kept_for_models_of_this_stack_alone():
    (rule,) = [r for r in plan_with().of_type(RULE) if r.name.endswith("-calls")]
    assert len(rule.inputs["eventPattern"]) < 2048, "EventBridge's quota of a pattern"
    detail = json.loads(rule.inputs["eventPattern"])["detail"]
    assert "UpdateModelPackage" in detail["eventName"]
    about = {
        name: match for entry in detail["$or"] for name, match in entry["requestParameters"].items()
    }
    assert about["modelPackageArn"] == [
        {"wildcard": "*:model-package/fraud-dev-*"},
        {"wildcard": "*:model-package/company-wide/*"},
    ]
    assert about["endpointName"] == [{"prefix": "fraud-dev-"}]


def test_both_rules_write_to_the_log_group_once_they_may():
    plan = plan_with()
    access = only(plan, LOG_POLICY).urn
    targets = plan.of_type(TARGET)
    assert len(targets) == 2
    for target in targets:
        assert target.inputs["arn"] == f"<<{NAME}-decisions#arn>>"
        assert access in target.dependencies
        assert "roleArn" not in target.inputs, "EventBridge takes no role for a log group"


def test_queries_are_saved_where_people_look_for_them():
    queries = {q.inputs["name"]: q.inputs for q in plan_with().of_type(QUERY)}
    assert set(queries) == {
        "fraud-dev/audit/who-approved-what",
        "fraud-dev/audit/history-of-models",
    }
    approvals = queries["fraud-dev/audit/who-approved-what"]
    assert approvals["logGroupNames"] == ["/aws/events/fraud-dev/decisions"]
    assert "detail.userIdentity.arn" in approvals["queryString"]


def test_rejects_words_that_mean_nothing():
    assert problems_of(zones={"raw": "some"}, feature_store="yes", lock_mode="strict") == [
        "zones.raw: must be all or read or write or none, got 'some'",
        "feature_store: must be all or read or write or none, got 'yes'",
        "lock_mode: must be governance or compliance, got 'strict'",
    ]


def test_rejects_settings_of_what_is_adopted():
    assert problems_of(trail_arn=ARN, invocations=True, lock_days=3) == [
        "invocations: must be left out when trail_arn adopts a trail, got True",
        "lock_days: must be left out when trail_arn adopts a trail, got 3",
    ]
    assert problems_of(log_bucket="company-logs", retention_days=30) == [
        "retention_days: must be left out when log_bucket adopts a bucket, got 30"
    ]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"trail_arn": "mine"}, "trail_arn: must be the ARN of a CloudTrail trail, got 'mine'"),
        ({"log_bucket": "A"}, "log_bucket: must be the name of a bucket, got 'A'"),
        ({"retention_days": 0}, "retention_days: must be at least 1 day, got 0"),
        (
            {"retention_days": 30, "lock_days": 31},
            "lock_days: must be 1 to 30, the days of retention, got 31",
        ),
        ({"lock_mode": "governance"}, "lock_mode: must be left out without lock_days"),
        (
            {"management_events": False, "management_reads": True},
            "management_reads: must be false without management_events, got true",
        ),
    ],
)
def test_rejects_what_aws_would_refuse(settings: dict[str, Any], problem: str):
    assert problems_of(**settings) == [problem]


def test_rejects_a_trail_that_records_nothing():
    nothing = dict.fromkeys(("raw", "curated", "features", "artifacts"), "none")
    assert problems_of(zones=nothing, management_events=False) == [
        "management_events: must be true where no zone and nothing else is recorded"
    ]


def test_rejects_a_retention_that_log_groups_do_not_have():
    (problem,) = problems_of(decision_retention_days=42)
    assert problem.startswith("decision_retention_days: must be one of ")


def test_reads_of_the_account_are_recorded_only_where_the_team_says_so():
    found = recorded(plan_with(management_reads=True))
    assert found["Changes and reads of resources"] == {"eventCategory": ["Management"]}
