"""Condition keys of a call: what its caller, its parameters and its resource say."""

import functools
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from moto.core.utils import get_service_model

from sandbox.account.iam.asking import Ask, answered, values
from sandbox.account.iam.reference import name_of, owner, prefix, table
from sandbox.account.services import Call

_TAGS = {"tags", "tagset", "taglist", "tagslist", "tagging", "resourcetags"}
_LISTS_TAGS = re.compile(r"(List|Get)(Resource)?Tags(ForResource|OfResource)?")


class RequestKeys:
    """Condition keys of one action on one ARN; each is looked up when a policy asks for it."""

    def __init__(
        self, call: Call, action: str, arn: str, caller: Mapping[str, str], ask: Ask
    ) -> None:
        self._call, self._arn, self._ask = call, arn, ask
        self._service = action.partition(":")[0]
        own = prefix(call)
        through = {own, self._service} == {own, "kms"} and own != "kms"
        self.known: dict[str, Any] = {
            "aws:requestedregion": call.region,
            "aws:securetransport": "true",
            "aws:sourceip": "127.0.0.1",
            "aws:viaawsservice": str(through).lower(),
            "aws:principalisawsservice": "false",
            "aws:currenttime": datetime.now(UTC).isoformat(),
            "aws:epochtime": str(int(time.time())),
            "s3:tlsversion": "1.3",
            "kms:calleraccount": caller["aws:principalaccount"],
            "aws:resourceaccount": owner(arn, caller["aws:principalaccount"]),
            **caller,
        }
        if through:
            # The service uses the key in the name of the caller.
            self.known["kms:viaservice"] = f"{own}.{call.region}.amazonaws.com"
            self.known["kms:grantisforawsresource"] = "true"

    def get(self, key: str, /) -> Any:
        """Value of a key; None if the request does not have it."""
        if key not in self.known:
            self.known[key] = self._value(key)
        return self.known[key]

    def _value(self, key: str) -> Any:
        service, _, name = key.partition(":")
        if name.startswith("requesttag/"):
            return _lowered(_tags_in(self._call.params)).get(name.partition("/")[2])
        if key == "aws:tagkeys":
            return list(_tags_in(self._call.params)) or self._call.params.get("TagKeys")
        if name.startswith("resourcetag/") or key.startswith("s3:existingobjecttag/"):
            return self._resource_tags.get(name.partition("/")[2])
        if service in ("aws", "kms", "sts") and service != prefix(self._call):
            return None
        if key == "iam:permissionsboundary":
            return next(iter(values(self._call.params, "PermissionsBoundary")), self._boundary())
        member = _singular(table()["keys"].get(key, name))
        found = list(_members(self._call.params, member))
        return found[0] if len(found) == 1 else found or None

    def _boundary(self) -> str | None:
        """Boundary of the role or the user that a call names."""
        found = [
            answered(self._ask, "iam", how, self._call.params)
            for how in table()["found"]["iam"].values()
        ]
        at = "[].[Role, User][].PermissionsBoundary.PermissionsBoundaryArn"
        return next(iter(values(found, at)), None)

    @functools.cached_property
    def _resource_tags(self) -> Mapping[str, str]:
        if self._arn == "*" or self._arn.endswith(("/*", ":*")):
            return {}
        given = {"arn": self._arn, "id": re.split(r"[/:]", self._arn)[-1]}
        how = table()["tags"].get(self._service)
        if how is None:
            how = _asks_for_tags(self._service)
        return _lowered(_tags_in(answered(self._ask, self._service, how, given))) if how else {}


@functools.cache
def _asks_for_tags(service: str) -> dict[str, Any]:
    """The operation of a service that lists the tags of what its one required member names."""
    model: Any = get_service_model(name_of(service))
    for name in filter(_LISTS_TAGS.fullmatch, model.operation_names):
        required: list[str] = model.operation_model(name).input_shape.required_members
        if len(required) == 1:
            by_id = required[0].endswith("Id") and model.service_name != "kms"
            return {"ask": name, "with": {required[0]: "{id}" if by_id else "{arn}"}}
    return {}


def _tags_in(params: Mapping[str, Any]) -> dict[str, str]:
    """Tags that a request or an answer holds, in whichever of AWS's forms."""
    found = dict[str, str]()
    for member, value in params.items():
        if member == "TagSpecifications":
            for specification in value:
                found |= _tags_in(specification)
        elif member.lower() not in _TAGS:
            continue
        elif isinstance(value, str):
            found |= dict(parse_qsl(value, keep_blank_values=True))
        elif isinstance(value, Mapping):
            found |= _tags_in(value) if "TagSet" in value else dict(value)
        else:
            for tag in value:
                of = {key.lower().removeprefix("tag"): text for key, text in tag.items()}
                found[of.get("key", "")] = of.get("value", "")
    return found


def _members(value: Any, member: str) -> Iterator[Any]:
    """Values of every member of a name, at any depth."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if _singular(name) == member:
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from _members(inner, member)
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, member)


def _singular(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("s")


def _lowered(tags: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in tags.items()}
