"""A stack under check whose plan is given."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from cli.checks.context import StackContext
from plan.plan import Plan, Resource
from policies.pack_file import our_pack


def context(*resources: Resource) -> StackContext:
    found: Any = SimpleNamespace(
        root=Path("/nowhere"),
        stack="fraud-dev",
        environment="dev",
        account=None,
        spec=SimpleNamespace(region_of=lambda _: "eu-west-1"),
        config={"aws:defaultTags": {"tags": {"team": "fraud"}}},
        plan=Plan("fraud-dev", "stepwell", resources),
        pack=our_pack("baseline"),
    )
    return cast("StackContext", found)


def resource(type_token: str, name: str, **inputs: Any) -> Resource:
    return Resource(
        urn=f"urn:pulumi:fraud-dev::stepwell::{type_token}::{name}",
        type=type_token,
        name=name,
        inputs=inputs,
    )
