"""Rules of S3's buckets."""

from fnmatch import fnmatchcase
from itertools import combinations, pairwise
from typing import Any

from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import statements
from sandbox.account.iam.reference import published
from sandbox.rules import Params, rule

_OBJECTS = {"object", "accesspointobject"}
_BUCKETS = {"bucket", "accesspoint"}
_COLDER = (
    *("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA"),
    *("GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
)


@rule(
    *("s3", "PutBucketLifecycleConfiguration"),
    at="LifecycleConfiguration.Rules",
    code="InvalidArgument",
)
def colder_later(params: Params) -> str | None:
    """S3 User Guide, "Supported transitions": only down the waterfall of storage classes."""
    for given in params["LifecycleConfiguration"]["Rules"]:
        for moves, name in (
            ("Transitions", "Days"),
            ("NoncurrentVersionTransitions", "NoncurrentDays"),
        ):
            days = {t.get("StorageClass"): t[name] for t in given.get(moves) or [] if name in t}
            order = [(kind, days[kind]) for kind in _COLDER if kind in days]
            for (kind, before), (colder, after) in pairwise(order):
                if after <= before:
                    return (
                        f"'Days' in the Transition action for StorageClass '{colder}' must be"
                        f" greater than 'Days' in the Transition action for StorageClass '{kind}'"
                    )
    return None


@rule(
    *("s3", "PutBucketNotificationConfiguration"),
    at="NotificationConfiguration",
    code="InvalidArgument",
)
def notifications_do_not_overlap(params: Params) -> str | None:
    """PutBucketNotificationConfiguration, `FilterRules`: "Overlapping … are not supported"."""
    given = params["NotificationConfiguration"]
    kinds = ("Queue", "Topic", "LambdaFunction")
    targets = [t for kind in kinds for t in given.get(f"{kind}Configurations") or []]
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
    """S3 User Guide, "Bucket policies": actions of S3, on the bucket and its objects."""
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
