"""Regions that there are, those that the account has, and instance types that a region lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

import botocore.session

from sandbox.account.errors import AwsError, validation_error
from sandbox.account.options import Regions, matches
from sandbox.account.services import Call
from sandbox.service_model import Violation
from sandbox.service_model.models import LOADER

_PARTITIONS: Any = LOADER.load_data("partitions")
REGIONS: frozenset[str] = frozenset(
    region for partition in _PARTITIONS["partitions"] for region in partition["regions"]
)
"""Every region of every partition, as botocore knows them."""

_TOKEN = ("UnrecognizedClientException", "The security token included in the request is invalid.")
_REFUSALS = {
    "ec2": ("AuthFailure", "AWS was not able to validate the provided access credentials"),
    "query": ("InvalidClientTokenId", _TOKEN[1]),
    "rest-xml": (
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
    ),
}
"""What AWS says by protocol where the account is not enabled; of the rest, `_TOKEN`."""

_LACKING = {
    "ec2": (
        "Unsupported",
        "The requested configuration is currently not supported."
        " Please check the documentation for supported configurations.",
    ),
    "eks": (
        "InvalidParameterException",
        "The following supplied instance types do not exist: [{}]",
    ),
}
"""What services say of instance types that a region lacks; of the rest, the model forbids them."""


def check(call: Call, asked: Regions) -> None:
    """Refuse a region that does not exist or is not enabled, and an instance type it lacks."""
    if call.region not in REGIONS:
        raise _refusal(call, "there is no such region")
    if asked.enabled and call.region not in asked.enabled and not _global(call):
        raise _refusal(call, "the sandbox's settings do not enable it")
    lacking = asked.without.get(call.region, ())
    if not lacking or call.reads:
        return

    def lacks(kind: str) -> bool:
        return any(matches(kind, pattern) for pattern in lacking)

    types = _instance_types(call.operation.input_shape, call.params, "")
    found = [(path, kind, shape) for path, kind, shape in types if lacks(kind)]
    if found and call.service in _LACKING:
        code, text = _LACKING[call.service]
        raise AwsError(code, text.format(", ".join(kind for _, kind, _ in found)))
    violations: list[Violation] = []
    for path, kind, shape in found:
        said = f"Member must be an instance type of {call.region}"
        if shape.enum:
            rest = ", ".join(other for other in shape.enum if not lacks(other))
            said = f"Member must satisfy enum value set: [{rest}]"
        text = f"Value '{kind}' at '{path}' failed to satisfy constraint: {said}"
        violations.append(Violation(path, text))
    if violations:
        raise validation_error(call, violations)


def _refusal(call: Call, why: str) -> AwsError:
    """Return what AWS says, and why: its own words name no region, and a missing one has none."""
    code, text = _REFUSALS.get(call.protocol, _TOKEN)
    return AwsError(code, f"{text} (region {call.region}: {why})")


def _global(call: Call) -> bool:
    """Say whether AWS serves a request for all regions from one, which cannot be disabled."""
    regions: list[str] = botocore.session.Session().get_available_regions(call.service)
    return call.service == "sts" or not regions


def _instance_types(shape: Any, value: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Yield each instance type in a request with its path and shape."""
    if isinstance(value, Mapping) and shape.type_name == "structure":
        for name, item in value.items():
            at = f"{path}.{name[:1].lower()}{name[1:]}".lstrip(".")
            yield from _instance_types(shape.members[name], item, at)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _instance_types(shape.member, item, f"{path}[{index}]")
    elif isinstance(value, str) and "instancetype" in f"{shape.name}{path}".lower():
        yield path, value, shape
