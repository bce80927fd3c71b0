"""Rules of S3's buckets."""

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.lambda_functions import functions_of
from sandbox.rules.policy_documents import allows, principals, services, statements

if TYPE_CHECKING:
    from sandbox.account.context import Context

_LIFECYCLE = ("s3", "PutBucketLifecycleConfiguration")
_ACTIONS = (
    "Expiration",
    "Transitions",
    "NoncurrentVersionTransitions",
    "NoncurrentVersionExpiration",
    "AbortIncompleteMultipartUpload",
)


_MALFORMED = (
    "The XML you provided was not well-formed or did not validate against our published schema"
)


def _rules(params: Params) -> Any:
    return (params.get("LifecycleConfiguration") or {}).get("Rules") or []


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def names_of_rules_differ(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": the ID is unique."""
    names = [r["ID"] for r in _rules(params) if r.get("ID")]
    if len(names) != len(set(names)):
        return "Rule ID must be unique. Found same ID for more than one rule"
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidRequest")
def every_rule_does_something(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": a rule has an action."""
    if not all(any(name in r for name in _ACTIONS) for r in _rules(params)):
        return "At least one action needs to be specified in a rule"
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def days_before_infrequent_access(params: Params) -> str | None:
    """S3 User Guide, "Constraints and considerations for transitions": 30 days."""
    for r in _rules(params):
        for transition in r.get("Transitions") or []:
            kind = transition.get("StorageClass")
            if kind in ("STANDARD_IA", "ONEZONE_IA") and transition.get("Days", 30) < 30:
                return (
                    "'Days' in Transition action must be greater than or equal to 30 for"
                    f" storageClass '{kind}'"
                )
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="InvalidArgument")
def expiration_after_transitions(params: Params) -> str | None:
    """S3 User Guide, "Lifecycle configuration elements": objects move before they expire."""
    for r in _rules(params):
        expires = (r.get("Expiration") or {}).get("Days")
        for transition in r.get("Transitions") or []:
            if expires is not None and transition.get("Days", -1) >= expires:
                return (
                    "'Days' in the Expiration action must be greater than 'Days' in the Transition"
                    " action"
                )
    return None


@rule(*_LIFECYCLE, at="LifecycleConfiguration.Rules", code="MalformedXML")
def one_way_to_say_when(params: Params) -> str | None:
    """PutBucketLifecycleConfiguration, `ExpiredObjectDeleteMarker`: not with `Days` or `Date`."""
    for r in _rules(params):
        expires = r.get("Expiration") or {}
        given = [n for n in ("Days", "Date", "ExpiredObjectDeleteMarker") if expires.get(n)]
        if len(given) > 1 or any("Days" in t and "Date" in t for t in r.get("Transitions") or []):
            return _MALFORMED
        kinds = ("Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "And")
        if len([n for n in kinds if n in (r.get("Filter") or {})]) > 1:
            return _MALFORMED
    return None


@rule("s3", "PutBucketEncryption", at="ServerSideEncryptionConfiguration", code="InvalidArgument")
def keys_are_for_kms(params: Params) -> str | None:
    """PutBucketEncryption, `KMSMasterKeyID`: only with `aws:kms` and `aws:kms:dsse`."""
    for r in params["ServerSideEncryptionConfiguration"]["Rules"]:
        default = r.get("ApplyServerSideEncryptionByDefault") or {}
        if default.get("KMSMasterKeyID") and not default["SSEAlgorithm"].startswith("aws:kms"):
            return (
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or"
                " aws:kms:dsse"
            )
    return None


@rule("s3", "PutObjectLockConfiguration", at="ObjectLockConfiguration", code="MalformedXML")
def retention_in_one_unit(params: Params) -> str | None:
    """PutObjectLockConfiguration, `DefaultRetention`: days or years."""
    lock = (params.get("ObjectLockConfiguration") or {}).get("Rule") or {}
    retention = lock.get("DefaultRetention")
    if retention is not None and ("Days" in retention) == ("Years" in retention):
        return _MALFORMED
    return None


_TARGETS = {
    "QueueConfigurations": ("QueueArn", "sqs"),
    "TopicConfigurations": ("TopicArn", "sns"),
    "LambdaFunctionConfigurations": ("LambdaFunctionArn", "lambda"),
}


@rule(
    "s3",
    "PutBucketNotificationConfiguration",
    at="NotificationConfiguration",
    code="InvalidArgument",
)
def notifications_do_not_overlap(params: Params) -> str | None:
    """PutBucketNotificationConfiguration, `FilterRules`: "Overlapping … are not supported"."""
    given = params["NotificationConfiguration"]
    targets = [t for name in _TARGETS for t in given.get(name) or []]
    for one, other in combinations(targets, 2):
        events = [(a.rstrip("*"), b.rstrip("*")) for a in one["Events"] for b in other["Events"]]
        if not any(a.startswith(b) or b.startswith(a) for a, b in events):
            continue
        (before, after), (before_other, after_other) = _filters(one), _filters(other)
        heads = before.startswith(before_other) or before_other.startswith(before)
        if heads and (after.endswith(after_other) or after_other.endswith(after)):
            return (
                "Configuration is ambiguously defined. Cannot have overlapping suffixes in two"
                " rules if the prefixes are overlapping for the same event type."
            )
    return None


def _filters(target: Any) -> tuple[str, str]:
    key = (target.get("Filter") or {}).get("Key") or {}
    given = {r["Name"].lower(): r["Value"] for r in key.get("FilterRules") or []}
    return given.get("prefix", ""), given.get("suffix", "")


@rule("s3", "PutBucketPolicy", at="Policy", code="MalformedPolicy")
def bucket_policy_names_somebody(params: Params) -> str | None:
    """S3 User Guide, "Bucket policies": principal, action and resource."""
    for statement in statements(params["Policy"]):
        for name in ("Principal", "Action", "Resource"):
            if name not in statement and f"Not{name}" not in statement:
                return f"Missing required field {name}"
    return None


@account_rule("s3", "PutBucketPolicy", code="AccessDenied")
def public_policies_are_blocked(context: "Context") -> str | None:
    """S3 User Guide, "Blocking public access": `BlockPublicPolicy`."""
    bucket = context.backend().buckets.get(context.params["Bucket"])
    block = getattr(bucket, "public_access_block", None)
    if block is None or str(block.block_public_policy).lower() != "true":
        return None
    for statement in statements(context.params["Policy"]):
        public = "*" in principals(statement) and "Condition" not in statement
        if public and statement.get("Effect") == "Allow":
            return (
                f"User: arn:aws:iam::{context.account}:root is not authorized to perform:"
                f" s3:PutBucketPolicy on resource: arn:aws:s3:::{context.params['Bucket']} because"
                " public policies are prevented by the BlockPublicPolicy setting in S3 Block"
                " Public Access."
            )
    return None


@account_rule("s3", "PutBucketNotificationConfiguration", code="InvalidArgument")
def targets_let_the_bucket_in(context: "Context") -> str | None:
    """S3 User Guide, "Granting permissions to publish event notification messages"."""
    given = context.params["NotificationConfiguration"]
    for name, (member, service) in _TARGETS.items():
        for target in given.get(name) or []:
            policy = _policy_of(context, service, target[member])
            if policy is not None and not _lets_in(policy, service):
                return "Unable to validate the following destination configurations"
    return None


_ACTION = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": "lambda:InvokeFunction"}


def _lets_in(policy: str, service: str) -> bool:
    return any(
        allows(statement, _ACTION[service])
        and {"s3.amazonaws.com", "*"} & {*services(statement)}
        # A topic's first policy lets in everybody of its own account, which no service is.
        and "SourceOwner" not in str(statement.get("Condition"))
        for statement in statements(policy)
    )


def _policy_of(context: "Context", service: str, arn: str) -> str | None:
    """Policy of a target that this account has; None where it is another one's."""
    name = arn.split(":")[5:]
    if not name or arn.split(":")[3:5] != [context.region, context.account]:
        return None
    if service == "lambda":
        return _policy_of_function(functions_of(context), arn)
    backend = context.backend(service)
    if service == "sqs":
        queue = backend.queues.get(name[0])
        return None if queue is None else str(queue.policy or "")
    topic = backend.topics.get(arn)
    return None if topic is None else str(topic.policy or "")


def _policy_of_function(backend: Any, arn: str) -> str | None:
    try:
        function = backend.get_function(arn)
    except Exception:  # noqa: BLE001 moto says in many ways that it is not there
        return None
    policy = getattr(function, "policy", None)
    return json.loads(policy.wire_format())["Policy"] if policy is not None else ""
