"""Rights: what a deployment of a plan may ask of AWS, on what, under which condition, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from analysis.permissions.boundary import Condition, Identities
from analysis.permissions.names import known_arns, named_arns, role_names, values_at
from analysis.permissions.needs import NATIVE, Action, needs
from analysis.permissions.stack import StackFacts
from plan.plan import Plan, Resource

PERFORMED: Final[Mapping[str, tuple[str, ...]]] = {
    "preview": ("read",),
    "refresh": ("read",),
    "destroy": ("read", "delete"),
    "up": ("create", "read", "update", "delete"),
}
"""By command of the engine, what it may do to a resource; `up` takes away and replaces, too."""


class UnknownTypes(Exception):
    """A plan has resources of types that the table does not know."""

    def __init__(self, tokens: list[str]) -> None:
        super().__init__(", ".join(tokens))
        self.tokens = tokens


@dataclass(frozen=True)
class Right:
    """One action that one resource needs."""

    action: str
    on: str
    """ARN, with wildcards, or `*`."""

    condition: Condition
    needed_by: str
    """Logical name of the resource."""


def rights(plan: Plan, stack: StackFacts, command: str = "up") -> list[Right]:
    """Every right that `command` needs for the resources of a plan.

    Raises:
        UnknownTypes: for types without an entry in the table; all of them at once.
    """
    known = needs()
    declared = [resource for resource in plan if resource.in_aws]
    unknown = sorted({resource.type for resource in declared} - known.keys())
    if unknown:
        raise UnknownTypes(unknown)
    found = list[Right]()
    identities = Identities.of(plan)
    for resource in declared:
        native = known[NATIVE].actions if resource.type.startswith(f"{NATIVE}:") else ()
        for action in (*native, *known[resource.type].actions):
            if action.operation in PERFORMED[command] and _performed(action, resource):
                found += _of(action, resource, stack, identities)
        if command == "up":
            found += _handing_over(resource, stack, identities)
    return found


def _performed(action: Action, resource: Resource) -> bool:
    return not action.only_with or any(values_at(resource.inputs, action.only_with))


def _of(
    action: Action, resource: Resource, stack: StackFacts, identities: Identities
) -> Iterator[Right]:
    for scope in action.scopes:
        word, _, template = scope.rpartition(" ")
        if word in ("", "capped"):
            capped = identities.boundary(resource, stack) if word else ()
            for arn in named_arns(template, resource, stack):
                yield Right(action.name, arn, capped, resource.name)
        else:
            for arn, by_tags in known_arns(template, resource, stack):
                yield Right(action.name, arn, _condition(word, by_tags, stack), resource.name)


def _condition(word: str, by_tags: bool, stack: StackFacts) -> Condition:
    """What a word of the table asks for; what is named by its id needs no tags."""
    own = [("StringEquals", key, (value,)) for key, value in stack.tags("aws:ResourceTag")]
    kin = [("StringEqualsIfExists", key, (value,)) for key, value in stack.tags("aws:ResourceTag")]
    new = [("StringEquals", key, (value,)) for key, value in stack.tags("aws:RequestTag")]
    granted = [("Bool", "kms:GrantIsForAWSResource", ("true",))]
    tested = {"own": own, "kin": kin, "new": [*new, *kin], "granted": own}[word] if by_tags else []
    return (*(granted if word == "granted" else []), *tested)


def _handing_over(resource: Resource, stack: StackFacts, identities: Identities) -> Iterator[Right]:
    """Hand roles to the services that use them, and let services make their own."""
    entry, roles = needs()[resource.type], identities.roles
    for path, service in entry.passes.items():
        to = (("StringEquals", "iam:PassedToService", (f"{service}.amazonaws.com",)),)
        for name in (n for v in values_at(resource.inputs, path) for n in role_names(v, roles)):
            template = "arn:{partition}:iam::{account}:role/{name}"
            arns = [name] if name.startswith("arn:") else named_arns(template, roles[name], stack)
            for arn in arns:
                yield Right("iam:PassRole", arn, to, resource.name)
    for service in entry.linked:
        path = f"role/aws-service-role/{service}.amazonaws.com/*"
        arn = f"arn:{stack.partition}:iam::{stack.account}:{path}"
        yield Right("iam:CreateServiceLinkedRole", arn, (), resource.name)
