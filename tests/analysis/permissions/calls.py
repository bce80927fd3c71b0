"""What the calls of a deployment look like to IAM: action, resource and condition keys of each.

The calls are those that the sandbox's provider makes, by its own table. Each is about the resource
itself and about everything of the stack that it mentions, as far as the Service Authorization
Reference knows the action to be about such things.
"""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import botocore.session

from plan.plan import Plan, Resource
from sandbox.provider.descriptor import ResourceType, Step
from sandbox.provider.tables import resource_types as sandbox_types
from sandbox.provider.tags import takes_tags
from tests.analysis.permissions.arns import arn_of, mentioned
from tests.analysis.permissions.published import OPERATIONS, matching, resource_types

TAGS = {"team": "fraud", "environment": "dev"}
ROLE = "aws:iam/role:Role"
PREFIXES = {"efs": "elasticfilesystem"}

ACTIONS = {
    **{(name.split(":")[0], operation): name for name, operation in OPERATIONS.items()},
    ("budgets", "CreateBudget"): "budgets:ModifyBudget",
    ("budgets", "CreateNotification"): "budgets:ModifyBudget",
    ("budgets", "DeleteBudget"): "budgets:ModifyBudget",
    ("budgets", "DeleteNotification"): "budgets:ModifyBudget",
    ("s3", "DeleteBucketEncryption"): "s3:PutEncryptionConfiguration",
    ("s3", "DeleteBucketLifecycle"): "s3:PutLifecycleConfiguration",
    ("s3", "DeleteBucketOwnershipControls"): "s3:PutBucketOwnershipControls",
    ("s3", "DeletePublicAccessBlock"): "s3:PutBucketPublicAccessBlock",
    ("s3", "HeadObject"): "s3:GetObject",
}
"""Actions that are not called as their operations are."""

ONLY_SANDBOX = {
    ("iam", "DeleteRolePermissionsBoundary"),  # no role of a stack loses its boundary
    ("apigateway", "GetTags"),  # answers hold the tags, on AWS
}
"""Calls that the provider of AWS does not make."""

TAKES_ROLES = {
    "batch": {"batch", "ecs-tasks"},
    "ec2": {"vpc-flow-logs"},
    "iam": {"ec2"},
}
"""Principals that get roles through the calls of a service, where they are not of its name."""


@dataclass(frozen=True)
class Call:
    action: str
    on: str
    context: frozenset[tuple[str, str]]
    by: str

    @property
    def keys(self) -> dict[str, str]:
        return dict(self.context)


def calls(plan: Plan) -> set[Call]:
    """Every call for the resources of a plan, from their creation to their deletion."""
    by_name = {resource.name: resource for resource in plan}
    found = set[Call]()
    for resource in plan:
        if resource.in_aws:
            found |= set(_Subject.of(resource, by_name).calls())
    return found


@dataclass(frozen=True)
class _Subject:
    """A resource, and what its calls are about."""

    resource: Resource
    kind: ResourceType
    own: str
    others: list[Resource]
    by_name: Mapping[str, Resource]

    @classmethod
    def of(cls, resource: Resource, by_name: Mapping[str, Resource]) -> "_Subject":
        others = mentioned(resource, by_name)
        kind = sandbox_types()[resource.type]
        return cls(resource, kind, arn_of(resource, by_name), others, by_name)

    def calls(self) -> Iterator[Call]:
        kind, resource = self.kind, self.resource
        tagged = "tagsAll" in resource.inputs or kind.native
        # A rule is a part of a group that is there already.
        own = _tags("ResourceTag")
        made = _tags("RequestTag") if tagged and not resource.type.startswith("aws:vpc/") else own
        yield from self._asked(kind.create.operation, made)
        for operation in {*_changing(kind, resource), *_listed(kind, resource)}:
            yield from self._asked(operation, own)
        for read in (kind.read, *kind.also):
            yield from self._asked(read.operation, own)
        tagging = kind.tagging
        if tagged and tagging is not None:
            if not takes_tags(kind.service, kind.create.operation):
                yield from self._asked(tagging.tag, _tags("RequestTag"))
            for operation in (tagging.tag, tagging.untag, tagging.read):
                yield from self._asked(operation, own)
        yield from self._roles()

    def _asked(self, operation: str, context: dict[str, str]) -> Iterator[Call]:
        service = PREFIXES.get(self.kind.service, self.kind.service)
        if not operation or (service, operation) in ONLY_SANDBOX:
            return
        action = ACTIONS.get((service, operation), f"{service}:{operation}")
        others = [(arn_of(other, self.by_name), _tags("ResourceTag")) for other in self.others]
        about = [(self.own, context), *others]
        if service == "apigateway":
            action, path = _request(operation)
            about = [(path, context)]
        elif not resource_types(action):
            about = [("*", context)]
        capped = _boundary(self.resource, self.others, self.by_name) if service == "iam" else {}
        for arn, keys in about:
            if about == [("*", context)] or _concerns(action, arn):
                yield Call(action, arn, frozenset({**keys, **capped}.items()), self.resource.name)

    def _roles(self) -> Iterator[Call]:
        """Roles that a call hands over, by whom they let in."""
        takers = TAKES_ROLES.get(self.kind.service, {self.kind.service})
        for role in self.others:
            if role.type == ROLE and self.resource.type != ROLE:
                for principal in _let_in(role.inputs) & takers:
                    keys = {("iam:PassedToService", f"{principal}.amazonaws.com")}
                    arn = arn_of(role, self.by_name)
                    yield Call("iam:PassRole", arn, frozenset(keys), self.resource.name)


@functools.cache
def _concerns(action: str, arn: str) -> bool:
    """Whether an action is about such a resource; a bucket's ARN looks like an object's."""
    of_objects = "object" in (resource_types(action) or ())
    alike = not arn.startswith("arn:aws:s3:") or of_objects == ("/" in arn)
    return alike and bool(matching(action, arn))


def _changing(kind: ResourceType, resource: Resource) -> Iterator[str]:
    def performed(step: Step) -> bool:
        return not step.properties - {""} or any(p in resource.inputs for p in step.properties)

    for step in kind.updates:
        if performed(step):
            yield from (s.operation for s in (step, step.undo) if s is not None)
    yield from (step.operation for step in kind.delete)


def _listed(kind: ResourceType, resource: Resource) -> Iterator[str]:
    """Calls about whatever the account lists, after a change or before the deletion."""
    for step in (*kind.after_create, *kind.after_update, *kind.before_delete):
        if not step.when or any(name in resource.inputs for name in step.when.split()):
            yield from (s.operation for s in (step, step.of) if s is not None)


@functools.cache
def _request(operation: str) -> tuple[str, str]:
    """Verb and ARN of a request to API Gateway."""
    model = botocore.session.get_session().get_service_model("apigateway")
    http = model.operation_model(operation).http
    path = re.sub(r"\{\w+\}", "0a1b", http["requestUri"].partition("?")[0])
    return f"apigateway:{http['method']}", f"arn:aws:apigateway:eu-west-1::{path}"


def _boundary(
    resource: Resource, others: list[Resource], by_name: Mapping[str, Resource]
) -> dict[str, str]:
    """What IAM tells of the role that a call is about."""
    role = resource
    if resource.type != ROLE and "role" in resource.inputs:
        called = (r for r in by_name.values() if r.inputs.get("name") == resource.inputs["role"])
        role = next((r for r in others if r.type == ROLE), None) or next(called)
    boundary = role.inputs.get("permissionsBoundary")
    if boundary is None:
        return {}
    (policy,) = [r for r in mentioned(role, by_name) if f"{r.name}#arn" in boundary]
    return {"iam:PermissionsBoundary": arn_of(policy, by_name)}


def _let_in(inputs: Mapping[str, Any]) -> set[str]:
    found = set[str]()
    for statement in json.loads(inputs["assumeRolePolicy"])["Statement"]:
        services = statement["Principal"].get("Service", [])
        for name in [services] if isinstance(services, str) else services:
            found.add(name.removesuffix(".amazonaws.com"))
    return found


def _tags(key: str) -> dict[str, str]:
    return {f"aws:{key}/{name}": value for name, value in TAGS.items()}
