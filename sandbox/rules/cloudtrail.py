"""Rules of CloudTrail's trails."""

from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.policy_documents import allows, services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

_BOTH = ("cloudtrail", "CreateTrail", "UpdateTrail")


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
