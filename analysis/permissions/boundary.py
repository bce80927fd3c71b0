"""Roles of a plan and the boundaries that cap them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from analysis.permissions.names import role_names
from analysis.permissions.stack import StackFacts
from plan.computed import sources
from plan.plan import Plan, Resource

Condition = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Operator, key and values, in the order of IAM's own document."""

ROLE: Final = "aws:iam/role:Role"
POLICY: Final = "aws:iam/policy:Policy"
_KEY = "iam:PermissionsBoundary"
_OF_THE_STACK = "stepwell:index:PermissionsBoundary$"
"""In the URN of the policy that the stack declares for its own roles."""


@dataclass(frozen=True)
class Identities:
    """Roles and policies that a plan declares, by logical name."""

    roles: Mapping[str, Resource]
    policies: Mapping[str, Resource]

    @classmethod
    def of(cls, plan: Plan) -> "Identities":
        """Find those of a plan."""
        return cls(
            {r.name: r for r in plan.of_type(ROLE)}, {p.name: p for p in plan.of_type(POLICY)}
        )

    def boundary(self, resource: Resource, stack: StackFacts) -> Condition:
        """What has to cap the role that `resource` is or is about; nothing, if the plan says so.

        Before the first deployment only the beginning of the name of a boundary is known, unless
        it is adopted.
        """
        declared = self._role(resource).inputs.get("permissionsBoundary")
        if not isinstance(declared, str):
            return ()
        made = next((self.policies[n] for n, _ in sources(declared) if n in self.policies), None)
        if made is None:
            return (("StringEquals", _KEY, (declared,)),)
        if stack.boundary_arn and _OF_THE_STACK in made.urn:
            return (("StringEquals", _KEY, (stack.boundary_arn,)),)
        start = f"arn:{stack.partition}:iam::{stack.account}:policy/"
        name = made.inputs.get("name")
        if isinstance(name, str):
            return (("StringEquals", _KEY, (f"{start}{name}",)),)
        return (("ArnLike", _KEY, (f"{start}{made.name}-*",)),)

    def _role(self, resource: Resource) -> Resource:
        if resource.type == ROLE:
            return resource
        named = resource.inputs.get("role")
        mentioned = (self.roles[n] for n in role_names(named, self.roles) if n in self.roles)
        called = (r for r in self.roles.values() if r.inputs.get("name") == named)
        return next(mentioned, None) or next(called, resource)
