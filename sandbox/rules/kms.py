"""Rules of KMS's keys."""

from typing import TYPE_CHECKING

from sandbox.rules import Params, account_rule, rule
from sandbox.rules.policy_documents import allows, principals, statements
from sandbox.rules.policy_grammar import malformed

if TYPE_CHECKING:
    from sandbox.account.context import Context

_USAGES = {
    "SYMMETRIC_DEFAULT": ("ENCRYPT_DECRYPT",),
    "HMAC": ("GENERATE_VERIFY_MAC",),
    "RSA": ("ENCRYPT_DECRYPT", "SIGN_VERIFY"),
    "ECC_NIST": ("SIGN_VERIFY", "KEY_AGREEMENT"),
    "ECC_SECG": ("SIGN_VERIFY",),
    "ML_DSA": ("SIGN_VERIFY",),
    "ML_KEM": ("ENCAPSULATE_DECAPSULATE",),
}


@rule("kms", "CreateKey", at="KeyUsage", code="ValidationException")
def usage_of_a_kind_of_key(params: Params) -> str | None:
    """CreateKey, `KeyUsage`: which ones a `KeySpec` has."""
    spec = params.get("KeySpec") or params.get("CustomerMasterKeySpec") or "SYMMETRIC_DEFAULT"
    allowed = next((u for kind, u in _USAGES.items() if spec.startswith(kind)), None)
    if "KeyUsage" not in params:
        if spec == "SYMMETRIC_DEFAULT":
            return None
        return (
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption"
            " keys."
        )
    if allowed is not None and params["KeyUsage"] not in allowed:
        return f"KeyUsage {params['KeyUsage']} is not compatible with KeySpec {spec}"
    return None


@rule("kms", "CreateKey", at="MultiRegion", code="UnsupportedOperationException")
def keys_of_other_stores(params: Params) -> str | None:
    """CreateKey, `CustomKeyStoreId`, `MultiRegion` and `XksKeyId`."""
    origin = params.get("Origin", "AWS_KMS")
    if origin == "EXTERNAL_KEY_STORE" and "XksKeyId" not in params:
        return "XksKeyId is required for a KMS key with an Origin value of EXTERNAL_KEY_STORE."
    if "CustomKeyStoreId" in params and params.get("MultiRegion"):
        return "You cannot create a multi-Region key in a custom key store."
    spec = params.get("KeySpec", "SYMMETRIC_DEFAULT")
    if "CustomKeyStoreId" in params and spec != "SYMMETRIC_DEFAULT":
        return "CustomKeyStoreId is valid only for symmetric encryption KMS keys."
    return None


@rule("kms", "CreateKey", "PutKeyPolicy", at="Policy", code="MalformedPolicyDocumentException")
def policy_keeps_the_key_changeable(params: Params) -> str | None:
    """CreateKey, `Policy`: principals in each statement, one of which may change it again."""
    if "Policy" not in params:
        return None
    if len(params["Policy"]) > 32768:
        return "The key policy must not be larger than 32768 bytes."
    if said := malformed(params["Policy"]):
        return said
    found = statements(params["Policy"])
    changeable = any(
        allows(s, "kms:PutKeyPolicy") and ("NotPrincipal" in s or any(principals(s))) for s in found
    )
    if changeable or params.get("BypassPolicyLockoutSafetyCheck"):
        return None
    return "The new key policy will not allow you to update the key policy in the future."


@account_rule("kms", "EnableKeyRotation", code="UnsupportedOperationException")
def only_symmetric_keys_rotate(context: "Context") -> str | None:
    """EnableKeyRotation, `KeyId`: no asymmetric, HMAC or imported one."""
    key = context.backend().keys.get(context.params["KeyId"].split("/")[-1])
    if key is None or (key.key_spec == "SYMMETRIC_DEFAULT" and key.origin != "EXTERNAL"):
        return None
    return f"You cannot perform EnableKeyRotation on keys of type {key.key_spec}."
