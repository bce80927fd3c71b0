"""The role of `stepwell permissions` carries a stack through its life, and nothing is idle."""

import contextlib
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from analysis.permissions.needs import needs
from tests.analysis.permissions.test_calls import ONLY_REAL
from tests.e2e.checkout import ROOT
from tests.effort import EFFORT
from tests.soak.here import Here, Role, here, recorded, with_role, without

pytestmark = pytest.mark.engine

STACKS = ("fraud-dev", "demand-dev")
"""An example at level 0 and one at level 2."""

NOT_HERE = {
    "a bucket is read with all that can be set on it, whatever is declared": {
        "s3:GetBucketLogging",
        "s3:GetBucketNotification",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:ListBucketVersions",
    },
    "the sandbox reads the text of a policy only to import it": {"iam:GetPolicyVersion"},
    "older versions of a policy are there once it has changed": {"iam:DeletePolicyVersion"},
}
"""By reason, what the life of an example does not ask for, beside what the sandbox never does."""


def life(one: Here, stack: str) -> Iterator[str]:
    """Run each command of the life of a stack; yield what a failed one said."""
    file = one.repo / "stacks" / f"Pulumi.{stack}.yaml"
    before, tagged = file.read_text(), _with_another_tag(file)
    up = ("up", "--yes", "--skip-preview")
    for command, text in (
        (("preview",), before),
        (up, before),
        (up, before),
        (up, tagged),
        (up, before),
        (("refresh", "--yes", "--skip-preview"), before),
        (("state", "unprotect", "--all", "--yes"), before),
        (("destroy", "--yes", "--skip-preview"), before),
    ):
        file.write_text(text)
        done = one.run("pulumi", *command, "--stack", stack, "--non-interactive")
        if done.returncode:
            yield f"{command}\n{done.stdout}\n{done.stderr}"


def _with_another_tag(file: Path) -> str:
    copy = file.with_suffix(".tagged")
    shutil.copy(file, copy)
    yaml = YAML()
    content = yaml.load(copy)
    content["config"]["aws:defaultTags"]["tags"]["reviewed"] = "yes"
    if "aws-native:defaultTags" in content["config"]:
        content["config"]["aws-native:defaultTags"]["tags"]["reviewed"] = "yes"
    yaml.dump(content, copy)
    text = copy.read_text()
    copy.unlink()
    return text


def _changes_only() -> set[str]:
    """Actions that nothing but a change of a setting asks for."""
    actions = [action for entry in needs().values() for action in entry.actions]
    otherwise = {a.name for a in actions if a.operation != "update" and not a.only_with}
    return {a.name for a in actions if a.operation == "update"} - otherwise


@contextlib.contextmanager
def deployer(folder: Path, stack: str) -> Iterator[tuple[Here, Role]]:
    """A checkout in which commands run with the role of a stack."""
    with here(folder, stack) as one:
        if "/demand/pager-url" in (ROOT / "stacks" / f"{stack[:-4]}.yaml").read_text():
            # The address of the pager is nobody's to declare.
            one.client("ssm").put_parameter(Name="/demand/pager-url", Value="x", Type="String")
        role = with_role(one, stack)
        one.pulumi("stack", "select", stack=stack)
        yield one, role


@pytest.mark.parametrize("stack", STACKS)
def test_it_suffices_and_each_action_of_it_is_needed(tmp_path: Path, stack: str, monkeypatch):
    requests = recorded(monkeypatch)
    with deployer(tmp_path, stack) as (one, role):
        assert list(life(one, stack)) == []
    idle = {
        action
        for action in role.actions
        if not any(r.refused_without(action) for r in requests if r.asked.action == action)
    }
    beyond = {action for reason in (*ONLY_REAL.values(), *NOT_HERE.values()) for action in reason}
    assert idle - beyond - _changes_only() == set()


def test_without_any_one_action_the_life_ends(tmp_path: Path, monkeypatch):
    requests = recorded(monkeypatch)
    with deployer(tmp_path, STACKS[0]) as (one, role):
        assert list(life(one, STACKS[0])) == []
        needed = sorted({request.asked.action for request in requests})
        for action in random.Random(EFFORT).sample(needed, 2 + EFFORT // 30):
            with taken_away(one, role, action):
                said = next(life(one, STACKS[0]), "nothing failed")
            assert f"is not authorized to perform: {action} on resource".lower() in said.lower()
            one.pulumi("destroy", "--yes", "--skip-preview", stack=STACKS[0])


@contextlib.contextmanager
def taken_away(one: Here, role: Role, action: str) -> Iterator[None]:
    """Let a role do without an action for a while."""
    iam = one.client("iam")
    for arn, document in zip(role.arns, role.policies, strict=True):
        less = without(document, action)
        if less["Statement"]:
            iam.create_policy_version(
                PolicyArn=arn, PolicyDocument=json.dumps(less), SetAsDefault=True
            )
    yield
    for arn, document in zip(role.arns, role.policies, strict=True):
        if without(document, action)["Statement"]:
            iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
            for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
                if not version["IsDefaultVersion"]:
                    iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
