"""What AWS publishes of its actions, what `calls.toml` adds, and how its entries are read.

The Service Authorization Reference comes with cfn-lint, on which moto depends.
"""

import functools
import importlib.util
import itertools
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jmespath

from sandbox import tables
from sandbox.account.iam.conditions import listed

if TYPE_CHECKING:
    from sandbox.account.services import Call

Ask = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]
"""Asks an operation of a service, by IAM's prefix; empty where the service refuses."""

_PLACE = re.compile(r"\{([^{}]*)\}")


table = functools.partial(tables.table, "account/iam/calls.toml")
"""Our table."""


@functools.cache
def published() -> Mapping[str, Any]:
    """`Actions` and `Resources` by IAM's prefix of a service; empty without cfn-lint."""
    # Found without being imported, which would take a second.
    package = importlib.util.find_spec("cfnlint")
    folder = Path(package.origin if package and package.origin else "").parent
    file = folder / "data" / "AdditionalSpecs" / "Policies.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def prefix(call: "Call") -> str:
    """IAM's prefix of the service of a call."""
    name: str = call.operation.service_model.signing_name
    return table()["prefixes"].get(name, name)


@functools.cache
def name_of(service: str) -> str:
    """Botocore's name of a service, by IAM's prefix."""
    from sandbox.account.services import by_signing_name

    signing = {iam: name for name, iam in table()["prefixes"].items()}.get(service, service)
    return by_signing_name().get(signing, (signing,))[0]


def values(params: Any, path: str) -> list[str]:
    """Texts at a path, in JMESPath."""
    return [str(one) for one in listed(jmespath.search(path, params)) if one is not None]


def expanded(template: str, params: Any) -> list[str]:
    """A template with each choice of values for its places; none where one has no value."""
    choices = itertools.product(*(values(params, path) for path in _PLACE.findall(template)))
    form = _PLACE.sub("{}", template)
    return [form.format(*chosen) for chosen in choices]


def answered(
    ask: Ask, service: str, how: Mapping[str, Any], given: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Answer of the operation that an entry names; empty where there is nothing to ask it with."""
    params = jmespath.search(how["with"], given)
    return ask(service, how["ask"], params) if isinstance(params, Mapping) else {}
