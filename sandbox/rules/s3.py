"""Rules of S3's buckets."""

import json
from fnmatch import fnmatchcase
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sandbox.account.iam.reference import published
from sandbox.rules import Params, account_rule, rule
from sandbox.rules.lambda_functions import functions_of
from sandbox.rules.policy_documents import allows, listed, principals, services, statements
from sandbox.rules.policy_grammar import malformed

if TYPE_CHECKING:
    from sandbox.account.context import Context

_OBJECTS = {"object", "accesspointobject"}
_BUCKETS = {"bucket", "accesspoint"}
_MALFORMED = (
    "The XML you provided was not well-formed or did not validate against our published schema"
)


@rule(
    "s3",
    "PutBucketEncryption",
    at="ServerSideEncryptionConfiguration.Rules",
    code="InvalidArgument",
)
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


@rule("s3", "PutObjectLockConfiguration", at="ObjectLockConfiguration.Rule", code="MalformedXML")
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
def policy_of_a_bucket(params: Params) -> str | None:
    """S3 User Guide, "Bucket policies": actions of S3, on the bucket and its objects; 20 KB."""
    if len(params["Policy"]) > 20480:
        return "Policy exceeds the maximum allowed document size."
    if said := malformed(params["Policy"], vendor="s3"):
        return said
    for statement in statements(params["Policy"]):
        arns = [str(arn) for arn in listed(statement.get("Resource", []))]
        for arn in arns:
            name = arn.split(":::", 1)[-1].split("/")[0]
            if ":::" in arn and not fnmatchcase(params["Bucket"], name):
                return f"Policy has invalid resource: {arn}"
        for action in listed(statement.get("Action", [])):
            if said := _applies(str(action), arns):
                return said
    return None


def _applies(action: str, arns: list[str]) -> str | None:
    """S3 User Guide, "Policy actions": whether an action exists, and one of the ARNs has it."""
    actions = published().get("s3", {}).get("Actions", {})
    name = action.partition(":")[2].lower()
    if not actions or not name or {*"*?"} & {*name}:
        return None
    if name not in actions:
        return f"Policy has invalid action: {action}"
    kinds = {*actions[name].get("Resources", [])}
    buckets = [":::" in arn and not {*"/*?"} & {*arn} for arn in arns]
    objects = [":::" in arn and "/" in arn for arn in arns]
    wrong = (kinds <= _OBJECTS and all(buckets)) or (kinds <= _BUCKETS and all(objects))
    if arns and kinds and wrong:
        return "Action does not apply to any resource(s) in statement"
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
        return str(getattr(queue, "policy", None) or "")
    topic = backend.topics.get(arn)
    return str(getattr(topic, "policy", None) or "")


def _policy_of_function(backend: Any, arn: str) -> str | None:
    try:
        function = backend.get_function(arn)
    except Exception:  # noqa: BLE001 moto says in many ways that it is not there
        return ""
    policy = getattr(function, "policy", None)
    return json.loads(policy.wire_format())["Policy"] if policy is not None else ""
