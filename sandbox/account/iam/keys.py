"""Condition keys of a call: what its caller, its parameters and its resource say."""

import functools
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from moto.core.utils import get_service_model
from moto.s3.models import s3_backends

from sandbox.account.iam.conditions import listed
from sandbox.account.iam.reference import Ask, answered, name_of, prefix, table, values
from sandbox.account.services import Call
from sandbox.names import canonical
from sandbox.paths import walk
from sandbox.tags import tags_in

_LISTS_TAGS = re.compile(r"(List|Get)(Resource)?Tags(ForResource|OfResource)?")


class RequestKeys:
    """Condition keys of one action on one ARN; each is looked up when a policy asks for it."""

    def __init__(
        self, call: Call, action: str, arn: str, caller: Mapping[str, str], ask: Ask
    ) -> None:
        self._call, self._arn, self._ask = call, arn, ask
        self._service = action.partition(":")[0]
        own, account = prefix(call), caller["aws:principalaccount"]
        # A service uses a key in the name of the caller.
        through = self._service == "kms" != own
        self.known: dict[str, Any] = {
            **table()["always"],
            "aws:requestedregion": call.region,
            "aws:viaawsservice": str(through).lower(),
            "aws:currenttime": datetime.now(UTC).isoformat(),
            "aws:epochtime": str(int(time.time())),
            "kms:calleraccount": account,
            "kms:viaservice": f"{own}.{call.region}.amazonaws.com" if through else None,
            "kms:grantisforawsresource": "true" if through else None,
            "aws:resourceaccount": _owner(arn, account),
            **caller,
        }

    def get(self, key: str, /) -> Any:
        """Value of a key; None if the request does not have it."""
        if key not in self.known:
            self.known[key] = self._value(key)
        return self.known[key]

    def _value(self, key: str) -> Any:
        service, _, name = key.partition(":")
        kind, _, tag = name.partition("/")
        if kind == "requesttag":
            return _lowered(tags_in(self._call.params)).get(tag)
        if kind in ("resourcetag", "existingobjecttag"):
            return self._resource_tags.get(tag)
        if key == "aws:tagkeys":
            return [*(tags_in(self._call.params) or {})] or self._call.params.get("TagKeys")
        if service in ("aws", "kms", "sts") and service != prefix(self._call):
            return None
        wanted = canonical(table()["keys"].get(key, name))
        found = [
            one
            for path, value in walk(self._call.params)
            if not path.endswith("]") and canonical(path.rpartition(".")[2]) == wanted
            for one in listed(value)
        ]
        if key == "iam:permissionsboundary":
            found = found or self._boundary()
        return found[0] if len(found) == 1 else found or None

    def _boundary(self) -> list[str]:
        """Boundary of the role or the user that a call names."""
        found = table()["found"]["iam"].values()
        told = [answered(self._ask, "iam", how, self._call.params) for how in found]
        return values(told, "[].[Role, User][].PermissionsBoundary.PermissionsBoundaryArn")

    @functools.cached_property
    def _resource_tags(self) -> Mapping[str, str]:
        how = table()["tags"].get(self._service)
        how = _asks_for_tags(self._service) if how is None else how
        if not how or self._arn == "*" or self._arn.endswith(("/*", ":*")):
            return {}
        given = {"arn": self._arn, "id": re.split(r"[/:]", self._arn)[-1]}
        return _lowered(tags_in(answered(self._ask, self._service, how, given)))


def _owner(arn: str, own: str) -> str:
    """Account of a resource; for an ARN without one, its bucket's, or the caller's own."""
    *_, service, _, account, name = ["", "", "", "", "", *arn.split(":", 5)][-6:]
    if service != "s3":
        return account or own
    buckets: Mapping[str, tuple[str, str]] = s3_backends.bucket_accounts
    return buckets.get(name.partition("/")[0], ("", own))[1]


@functools.cache
def _asks_for_tags(service: str) -> dict[str, Any]:
    """The operation of a service that lists the tags of what its one required member names."""
    model: Any = get_service_model(name_of(service))
    for name in filter(_LISTS_TAGS.fullmatch, model.operation_names):
        required: list[str] = model.operation_model(name).input_shape.required_members
        if len(required) == 1:
            by_id = required[0].endswith("Id") and model.service_name != "kms"
            return {"ask": name, "with": f"{{{required[0]}: {'id' if by_id else 'arn'}}}"}
    return {}


def _lowered(tags: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (tags or {}).items()}
