"""A checkout whose sandbox runs in this process, enforces permissions and can be watched."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from sandbox import lifecycle
from sandbox.account.iam import enforce
from sandbox.account.iam.policies import Asked, Caller, Policies, refusal
from sandbox.account.server import serve as serve_account
from sandbox.account.settings import FILE
from sandbox.engine import find_engine
from sandbox.environment import keys_of
from sandbox.provider.server import serve as serve_provider
from sandbox.wrapper.install import install_wrapper
from sandbox.wrapper.session import PATH
from tests.e2e.checkout import OWN, ROOT, Checkout

ACCOUNT = "000000000000"


@dataclass
class Here(Checkout):
    """A checkout in which commands run with the keys in `keys`."""

    keys: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, **self.keys}


@dataclass
class Role:
    """What `stepwell permissions` derives for a stack, made in the account as the guide says."""

    name: str
    policies: list[dict[str, Any]]
    arns: list[str]

    @property
    def actions(self) -> set[str]:
        return {
            action
            for document in self.policies
            for statement in document["Statement"]
            if statement["Effect"] == "Allow"
            for action in listed(statement["Action"])
        }


@contextlib.contextmanager
def here(folder: Path, stack: str) -> Iterator[Here]:
    """Make a checkout with the files of a committed stack."""
    repo = folder / "stepwell"
    repo.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in OWN:
            (repo / entry.name).symlink_to(entry)
    (repo / "stacks").mkdir()
    for name in (f"{stack.rpartition('-')[0]}.yaml", f"Pulumi.{stack}.yaml"):
        shutil.copy(ROOT / "stacks" / name, repo / "stacks")
    (repo / FILE).write_text("[iam]\nenforce = true\n")
    for part in ("account", "state", "home", "bin"):
        (repo / ".sandbox" / part).mkdir(parents=True)
    install_wrapper(repo, find_engine(build=False))
    account = serve_account(None, settings=repo / FILE)
    provider = serve_provider(account.url, application=account.account)
    account.doors[PATH] = provider.port_for
    sandbox = lifecycle.Sandbox(lifecycle.folder_of(repo), os.getpid(), account.port, provider.port)
    lifecycle.write(sandbox)
    try:
        yield Here(repo, sandbox)
    finally:
        provider.stop()
        account.stop()
        shutil.rmtree(repo, ignore_errors=True)


def with_role(one: Here, stack: str) -> Role:
    """Derive the role of a stack, make it, and let commands run with its keys from now on."""
    said = io.StringIO()
    asked = ["permissions", stack, "--account", ACCOUNT, "--github", "acme/platform", "--json"]
    with contextlib.chdir(one.repo), contextlib.redirect_stdout(said):
        assert run(asked) == 0, said.getvalue()
    told = json.loads(said.getvalue())
    iam, name = one.client("iam"), told["role"]
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(told["trust"]))[
        "Role"
    ]["Arn"]
    role = Role(name, told["policies"], [])
    for number, document in enumerate(role.policies, 1):
        policy = iam.create_policy(
            PolicyName=f"{name}-{number}", PolicyDocument=json.dumps(document)
        )["Policy"]["Arn"]
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)
        role.arns.append(policy)
    one.keys = keys_of(one.sandbox, made)
    return role


def without(document: dict[str, Any], action: str) -> dict[str, Any]:
    """A policy document that does not allow one action."""
    kept = [
        {**statement, "Action": [a for a in listed(statement["Action"]) if a != action]}
        for statement in document["Statement"]
    ]
    return {**document, "Statement": [statement for statement in kept if statement["Action"]]}


@dataclass(frozen=True)
class Request:
    """One thing that a call had to be allowed, with all that had a say."""

    asked: Asked
    policies: Policies
    caller: Caller

    def refused_without(self, action: str) -> bool:
        kept = without({"Statement": list(self.policies.identity)}, action)["Statement"]
        return refusal(self.asked, replace(self.policies, identity=kept), self.caller) is not None


def recorded(patch: pytest.MonkeyPatch) -> list[Request]:
    """A list that from now on grows with whatever the account looks at."""
    found = list[Request]()

    def watching(asked: Asked, policies: Policies, caller: Caller) -> str | None:
        # Keys are looked up when they are asked for, and what they tell may be gone later.
        for statement in policies.identity:
            for tested in statement.get("Condition", {}).values():
                for key in tested:
                    asked.keys.get(key.lower())
        found.append(Request(asked, policies, caller))
        return refusal(asked, policies, caller)

    patch.setattr(enforce, "refusal", watching)
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
