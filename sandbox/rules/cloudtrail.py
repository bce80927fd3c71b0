"""Rules of CloudTrail's trails."""

import re
from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.policy_documents import allows, services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

_BOTH = ("cloudtrail", "CreateTrail", "UpdateTrail")


@rule("cloudtrail", "CreateTrail", at="Name", code="InvalidTrailNameException")
def name_of_a_trail(params: Params) -> str | None:
    """CreateTrail, `Name`: its characters, no two marks in a row, and no IP address."""
    name = params["Name"]
    if not 3 <= len(name) <= 128 or not re.fullmatch(r"[A-Za-z0-9][\w.-]*[A-Za-z0-9]", name):
        return f"Trail name {name!r} is not valid."
    if re.search(r"[._-]{2}", name) or re.fullmatch(r"\d+\.\d+\.\d+\.\d+", name):
        return f"Trail name {name!r} is not valid."
    return None


@rule(*_BOTH, at="CloudWatchLogsRoleArn", code="InvalidCloudWatchLogsRoleArnException")
def group_with_its_role(params: Params) -> str | None:
    """CreateTrail, `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`: together."""
    group, role = params.get("CloudWatchLogsLogGroupArn"), params.get("CloudWatchLogsRoleArn")
    if bool(group) != bool(role):
        return "You must specify both a log group ARN and a role ARN for CloudWatch Logs."
    return None


@rule("cloudtrail", "PutEventSelectors", at="EventSelectors", code="InvalidEventSelectorsException")
def one_kind_of_selectors(params: Params) -> str | None:
    """PutEventSelectors, `AdvancedEventSelectors`: they or `EventSelectors`."""
    if params.get("EventSelectors") and params.get("AdvancedEventSelectors"):
        return (
            "You can select events by using either EventSelectors or AdvancedEventSelectors, but"
            " not both"
        )
    return None


@rule(
    *("cloudtrail", "PutEventSelectors"),
    at="AdvancedEventSelectors",
    code="InvalidEventSelectorsException",
)
def fields_of_a_selector(params: Params) -> str | None:
    """AdvancedFieldSelector, `Field`: a category, and for data events a type of resource."""
    for selector in params.get("AdvancedEventSelectors") or []:
        fields = {field["Field"]: field.get("Equals") for field in selector["FieldSelectors"]}
        category = (fields.get("eventCategory") or [""])[0]
        if category not in ("Management", "Data", "NetworkActivity"):
            return "eventCategory must be Management, Data or NetworkActivity"
        if category == "Data" and "resources.type" not in fields:
            return "resources.type is required for the category Data"
        if (fields.get("readOnly") or ["true"])[0] not in ("true", "false"):
            return "readOnly must be true or false"
    return None


@account_rule(*_BOTH, code="InsufficientS3BucketPolicyException")
def bucket_lets_trails_in(context: "Context") -> str | None:
    """CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"."""
    name = context.params.get("S3BucketName")
    bucket = context.backend("s3").buckets.get(name)
    if bucket is None:
        return None
    document = bucket.policy.decode() if bucket.policy else ""
    for action in ("s3:GetBucketAcl", "s3:PutObject"):
        if not any(
            allows(s, action) and {"cloudtrail.amazonaws.com", "*"} & {*services(s)}
            for s in statements(document)
        ):
            return f"Incorrect S3 bucket policy is detected for bucket: {name}"
    return None
