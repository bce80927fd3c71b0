"""How the cases of a rule are written: resources by hand, as a plan has them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plan.plan import Plan, Resource

STACK = "urn:pulumi:fraud-dev::stepwell::pulumi:pulumi:Stack::stepwell-fraud-dev"


@dataclass(frozen=True)
class Case:
    """Resources, and what the rule says about them: `name: message`, `name?: path` if undecided."""

    resources: tuple[Resource, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cases:
    """The cases of one rule."""

    passes: Mapping[str, tuple[Resource, ...]]
    fails: Mapping[str, Case]
    not_known: Mapping[str, Case]


def resource(
    type_: str, name: str = "it", /, comes_from: Mapping[str, Resource] | None = None, **inputs: Any
) -> Resource:
    """A resource whose inputs named in `comes_from` come from others."""
    sources = comes_from or {}
    custom = type_.startswith(("aws:", "aws-native:"))
    return Resource(
        urn=f"urn:pulumi:fraud-dev::stepwell::{type_}::{name}",
        type=type_,
        name=name,
        inputs=inputs,
        parent=STACK,
        dependencies=frozenset(source.urn for source in sources.values()),
        property_dependencies={key: frozenset({source.urn}) for key, source in sources.items()},
        custom=custom,
    )


def stack(*resources: Resource) -> Plan:
    """A plan of `resources` and the stack itself."""
    root = Resource(urn=STACK, type="pulumi:pulumi:Stack", name="stepwell-fraud-dev", custom=False)
    return Plan("fraud-dev", "stepwell", (root, *resources))


def document(*statements: Mapping[str, Any]) -> str:
    """A policy document of `statements`, which allow unless they say otherwise."""
    full = [{"Effect": "Allow", **statement} for statement in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": full})
