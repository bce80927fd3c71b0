"""Rules of ECR's repositories."""

import json

from sandbox.rules import Params, rule
from sandbox.rules.policy_grammar import malformed


@rule("ecr", "CreateRepository", at="encryptionConfiguration", code="InvalidParameterException")
def keys_are_for_kms(params: Params) -> str | None:
    """CreateRepository, `kmsKey`: "If you use the KMS encryption type"."""
    encryption = params.get("encryptionConfiguration") or {}
    if encryption.get("kmsKey") and encryption["encryptionType"] == "AES256":
        return (
            "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint:"
            " 'KMS key cannot be specified with encryption type AES256'"
        )
    return None


@rule(
    "ecr",
    "CreateRepository",
    "PutImageTagMutability",
    at="imageTagMutabilityExclusionFilters",
    code="InvalidParameterException",
)
def exclusions_as_the_mutability(params: Params) -> str | None:
    """CreateRepository, `imageTagMutabilityExclusionFilters`: for the values that name them."""
    excludes = params.get("imageTagMutability", "MUTABLE").endswith("_WITH_EXCLUSION")
    given = bool(params.get("imageTagMutabilityExclusionFilters"))
    if excludes != given:
        return (
            "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy"
            f" constraint: 'they {'must' if excludes else 'cannot'} be specified with"
            f" {params.get('imageTagMutability', 'MUTABLE')}'"
        )
    return None


@rule("ecr", "SetRepositoryPolicy", at="policyText", code="InvalidParameterException")
def policy_of_a_repository(params: Params) -> str | None:
    """ECR User Guide, "Private repository policies": actions of ECR, for somebody."""
    said = malformed(params["policyText"], "Action Principal", vendor="ecr")
    if said is None:
        return None
    return (
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy"
        f" provided: {said}'"
    )


@rule("ecr", "PutLifecyclePolicy", at="lifecyclePolicyText", code="InvalidParameterException")
def any_image_comes_last(params: Params) -> str | None:
    """ECR User Guide, "Lifecycle policy properties": one rule at most for `any`, the last one."""
    rules = json.loads(params["lifecyclePolicyText"])["rules"]
    ordered = sorted(rules, key=lambda r: r["rulePriority"])
    kinds = [r["selection"]["tagStatus"] for r in ordered]
    if "any" in kinds[:-1] or kinds.count("untagged") > 1:
        return (
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle"
            " policy validation failure: only one rule may have the tagStatus untagged, and only"
            " the one of the lowest priority the tagStatus any'"
        )
    return None
