"""What AWS publishes of its actions, and what our table adds: where a call's action and ARNs are.

The Service Authorization Reference comes with cfn-lint, on which moto depends.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from sandbox.account.iam.published import published
from sandbox.account.services import Call, by_signing_name


@functools.cache
def table() -> Mapping[str, Any]:
    """Our table, `calls.toml`."""
    file = resources.files("sandbox.account.iam") / "calls.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def prefix(call: Call) -> str:
    """IAM's prefix of the service of a call."""
    name: str = call.operation.service_model.signing_name
    return table()["prefixes"].get(name, name)


@functools.cache
def name_of(service: str) -> str:
    """Botocore's name of a service, by IAM's prefix."""
    signing = {iam: name for name, iam in table()["prefixes"].items()}.get(service, service)
    return by_signing_name().get(signing, (signing,))[0]


@functools.cache
def types_of(service: str, action: str) -> Mapping[str, tuple[str, ...]]:
    """Resource types that an action can be limited to, with the forms of their ARNs."""
    known: Mapping[str, Any] = published().get(service, {"Actions": {}, "Resources": {}})
    named: list[str] = known["Actions"].get(action.lower(), {}).get("Resources", [])
    return {
        kind: tuple(known["Resources"][kind.lower()]["ARNFormats"])
        for kind in named
        if kind.lower() in known["Resources"]
    }


def filled(form: str, name: str, region: str, account: str) -> str:
    """ARN of a form, with a name in its last place."""
    known = {"Partition": get_partition(region), "Region": region, "Account": account}
    whole = re.sub(r"\$\{(\w+)\}", lambda m: known.get(m[1], "*"), form)
    return whole.replace(".*", name.lstrip("/") if "/.*" in form else name)


@functools.cache
def is_form(form: str, arn: str) -> bool:
    """Whether an ARN is of a form."""
    pattern = re.sub(r"\\\$\\\{\w+\\\}", "[^:]*", re.escape(form).replace(r"\.\*", ".*"))
    return re.fullmatch(pattern, arn) is not None


def owner(arn: str, own: str) -> str:
    """Account of a resource; for an ARN without one, its bucket's, or the caller's own."""
    *_, service, _, account, name = ["", "", "", "", "", *arn.split(":", 5)][-6:]
    if service != "s3":
        return account or own
    buckets: Mapping[str, tuple[str, str]] = s3_backends.bucket_accounts
    return buckets.get(name.partition("/")[0], ("", own))[1]
