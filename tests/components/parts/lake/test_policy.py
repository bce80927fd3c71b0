from collections.abc import Mapping
from fnmatch import fnmatchcase

from components.parts.lake.policy import OUTSIDE_VPC_TAG
from plan.plan import Plan
from tests.components.lake_support import KEY, POLICY, ZONES, by_name, default_plan, plan_with
from tests.components.support import statements

DEPLOYER = "arn:aws:iam::000000000000:role/deploy"


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
