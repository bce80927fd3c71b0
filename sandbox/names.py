"""Names that mean the same in Pulumi and in AWS, and what the names of operations say."""

import functools
import re
from typing import Any


@functools.cache
def canonical(name: str) -> str:
    """One spelling for `kmsKeyArn`, `KMSKeyArn`, `kms_key_arn` and `kmsKeyArns`."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("sses", "xes", "shes", "ches")):
        return plain[:-2]
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


@functools.cache
def camel(member: str) -> str:
    """Pulumi's spelling of a member: `KMSMasterKeyID` is `kmsMasterKeyId`."""
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z0-9])|[A-Z]?[a-z0-9]+|[A-Z]+", member)
    if not parts:
        return member
    return parts[0].lower() + "".join(p.capitalize() for p in parts[1:])


def split(operation: str) -> tuple[str, str]:
    """Verb and noun of an operation's name."""
    match = re.match(r"[A-Z][a-z0-9]+", operation)
    verb = match[0] if match else operation
    return verb, operation[len(verb) :]


def as_text(value: Any) -> str:
    """A single value as AWS writes it: `true`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
