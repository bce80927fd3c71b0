"""The role that deploys a stack: whom it lets in and what it may do, from the stack's own plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.permissions.document import Document, Statement, documents, statements
from analysis.permissions.rights import Right, UnknownTypes, rights
from analysis.permissions.stack import StackFacts
from analysis.permissions.state import StateBackend, state_rights
from blueprints import BLUEPRINTS
from cli.checks.context import StackContext
from cli.deploy_trust import trust
from cli.errors import UsageProblem
from components.parts.identity.sources import CiSourceSettings
from generator.folder import open_folder

_TABLE = "analysis/permissions/table/"
_KEEPS_ITS_LIMIT = (
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:SetDefaultPolicyVersion",
)


@dataclass(frozen=True)
class Asked:
    """What a person wants to know."""

    stack: str
    command: str
    """`preview`, `refresh`, `up` or `destroy`."""

    account: str = ""
    """Account of the stack. Empty: as in its spec."""

    boundary_arn: str = ""
    state: StateBackend = field(default_factory=StateBackend)
    source: CiSourceSettings | None = None
    """Where CI runs. None: the role is not for CI."""


@dataclass(frozen=True)
class DeployRole:
    """A role, as the documents that IAM takes."""

    name: str
    facts: StackFacts
    trust: Document | None
    policies: Sequence[Document]
    why: Sequence[Right]
    """Every right, with what needs it."""

    def policy_arn(self, name: str) -> str:
        """ARN that a policy of this name will have."""
        return f"arn:{self.facts.partition}:iam::{self.facts.account}:policy/{name}"


def deploy_role(root: Path, asked: Asked) -> DeployRole:
    """Derive the role that may do `asked.command` to a stack, and nothing else.

    Raises:
        UsageProblem: for a stack that no spec asks for, without an account, and for resources of
            types that the table does not know.
    """
    context = _context(root, asked.stack)
    facts = StackFacts(
        prefix=context.stack,
        team=context.spec.team,
        environment=context.environment,
        region=context.spec.region_of(context.environment),
        account=_account(context, asked.account),
        boundary_arn=asked.boundary_arn,
    )
    try:
        found = rights(context.plan, facts, asked.command)
    except UnknownTypes as error:
        raise UsageProblem(
            f"{context.stack}: must declare types whose actions are known, got {error}\n"
            f"add an entry for each to a file in {_TABLE}"
        ) from error
    found += state_rights(asked.state, facts, asked.command)
    limits = [_unchanged(asked.boundary_arn)] if asked.boundary_arn else []
    return DeployRole(
        # Not of the stack's own names: what the role may do to those, it may not do to itself.
        name=f"stepwell-{asked.command}-{context.stack}",
        facts=facts,
        trust=None if asked.source is None else trust(facts, asked.source, asked.command),
        policies=documents([*statements(found), *limits]),
        why=found,
    )


def _context(root: Path, stack: str) -> StackContext:
    folder = open_folder(root, BLUEPRINTS)
    known = folder.stacks()
    if stack in known:
        return StackContext(root, *known[stack])
    for team, error in folder.broken.items():
        if stack.startswith(f"{team}-"):
            raise error
    there = ", ".join(known) or "none yet; make one with `stepwell new`"
    raise UsageProblem(f"STACK: must be a stack, got {stack!r}\nthere are: {there}")


def _account(context: StackContext, given: str) -> str:
    account = given or context.account or ""
    if len(account) == 12 and account.isdecimal():
        return account
    raise UsageProblem(
        f"--account: must be the 12 digits of the account of {context.stack}, got {account!r}\n"
        f"or set environments.{context.environment}.account in stacks/{context.spec.team}.yaml"
    )


def _unchanged(boundary_arn: str) -> Statement:
    """Refuse to change the boundary: who may, is limited by nothing."""
    return {
        "Sid": "BoundaryStays",
        "Effect": "Deny",
        "Action": list(_KEEPS_ITS_LIMIT),
        "Resource": boundary_arn,
    }
