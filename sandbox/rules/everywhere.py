"""Rules of every request: whose ARN or ID a member takes, and tags.

IAM says how the ARN of a role looks, KMS that of a key, and the AWS General Reference, "Tag AWS
resources", what tags may be.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.paths import plain, walk

Said = tuple[str, str]
"""Path of a member, and what is said against it."""

_ARNS = (
    (r"instancerole", r"iam::\d{12}:(role|instance-profile)/.+", "a role or an instance profile"),
    (r".*role(arn)?|deliverlogspermissionarn", r"iam::\d{12}:role/.+", "a role"),
    (r".*kms\w*key(id|arn)?", r"kms:[\w-]+:\d{12}:(key|alias)/.+", "a KMS key"),
)
"""Names of members, and what follows `arn:aws:` in the ARNs that they take; the first counts."""

_IDS = (
    ("", r"vpcids?", "vpc"),
    ("", r"subnets|subnetids?", "subnet"),
    ("", r"(vpc)?securitygroupids?", "sg"),
    ("ec2", r"routetableids?", "rtb"),
    ("ec2", r"networkinterfaceids?", "eni"),
    ("ec2", r"allocationids?", "eipalloc"),
    ("ec2", r"natgatewayids?", "nat"),
    ("ec2", r"internetgatewayids?", "igw"),
    ("ec2", r"egressonlyinternetgatewayids?", "eigw"),
    ("ec2", r"transitgatewayids?", "tgw"),
    ("ec2", r"vpcpeeringconnectionids?", "pcx"),
    ("ec2", r"vpcendpointids?", "vpce"),
    ("ec2", r"volumeids?", "vol"),
    ("ec2", r"instanceids?", "i"),
)
"""Service, or none for each; names of members; and how the ids that they take begin."""

_MORE_TAGS = {"budgets": 200, "ce": 200, "chatbot": 200}
_READS = ("Describe", "Get", "List", "Search")


def refused_everywhere(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[Said]:
    """What is wrong with a request of whatever service."""
    for path, value in walk(params):
        if isinstance(value, str) and value:
            member = plain(path).rpartition(".")[2]
            form, required = _form(service, member.lower(), value.startswith("arn:"))
            if form and not re.fullmatch(form, value):
                yield path, f"must be {required}, got {value!r}"
    for name in ("Tags", "tags"):
        if name in params and not operation.startswith(_READS):
            tags = params[name]
            said = wrong_tags(tags, _MORE_TAGS.get(service, 50), any_case=service == "iam")
            yield from ((name, text) for text in said)


def wrong_tags(given: Any, most: int = 50, *, any_case: bool = False) -> Iterator[str]:
    """What AWS has against the tags of one resource, in any form; unknown ones pass.

    `any_case` says whether keys that differ in their case alone are the same.
    """
    tags = _pairs(given)
    keys = [key.lower() if any_case else key for key, _ in tags]
    if len(keys) > most:
        yield f"a resource can have at most {most} tags, got {len(keys)}"
    for key, value in tags:
        if key.lower().startswith("aws:"):
            yield f"aws: prefixed tag key names are not allowed for external use, got {key!r}"
        if not 1 <= len(key) <= 128 or len(value) > 256:
            yield f"a tag has a key of 1 to 128 and a value of at most 256 characters, got {key!r}"
    if twice := [key for i, key in enumerate(keys) if key in keys[:i]]:
        yield f"each tag key of a resource must be unique, got {twice[0]!r} twice"


def _pairs(tags: Any) -> list[tuple[str, str]]:
    """Keys and values in any of the forms that services have; values not known are empty."""
    if isinstance(tags, dict):
        found = [*tags.items()]
    elif isinstance(tags, list):
        each = [{k.lower(): v for k, v in tag.items()} for tag in tags if isinstance(tag, dict)]
        found = [(tag.get("key", tag.get("tagkey")), tag.get("value", "")) for tag in each]
    else:
        return []
    return [(k, v if isinstance(v, str) else "") for k, v in found if isinstance(k, str)]


@functools.cache
def _form(service: str, member: str, is_arn: bool) -> tuple[str, str]:
    """What a member of a name takes, as a pattern and in words; empty where that is open."""
    for names, form, said in _ARNS if is_arn else ():
        if re.fullmatch(names, member):
            return rf"arn:[\w-]+:{form}", f"the ARN of {said}"
    for of, names, prefix in _IDS:
        if of in ("", service) and re.fullmatch(names, member):
            # A variable stands for what another service puts there.
            return rf"{prefix}-.+|\*|[{{$<].*", f"an ID that begins with {prefix}-"
    return "", ""
