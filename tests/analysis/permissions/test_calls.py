"""The policies allow every call of a deployment, and hold nothing that no call asks for."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from analysis.permissions.document import documents, statements
from analysis.permissions.rights import rights
from analysis.permissions.stack import StackFacts
from plan.plan import Plan
from tests.analysis.permissions.arns import ACCOUNT, REGION
from tests.analysis.permissions.calls import calls
from tests.blueprints.every_part import every_part
from tests.blueprints.support import compose
from tests.components.iam_evaluation import grants

FACTS = StackFacts("fraud-dev", "fraud", "dev", REGION, ACCOUNT)
ONLY_REAL: dict[str, list[str]] = YAML(typ="safe").load(
    (Path(__file__).parent / "only_real.yaml").read_text()
)
"""By reason, the actions that the provider of AWS performs and the sandbox's does not."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Plan:
    project = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return compose(every_part(2, project), level=2)


def policy(plan: Plan, command: str = "up") -> list[dict[str, Any]]:
    found = documents(statements(rights(plan, FACTS, command)))
    return [statement for document in found for statement in document["Statement"]]


def actions_of(found: list[dict[str, Any]]) -> set[str]:
    listed = (s["Action"] for s in found)
    return {a for actions in listed for a in ([actions] if isinstance(actions, str) else actions)}


def test_every_call_is_allowed(whole):
    by_action = dict[str, list[dict[str, Any]]]()
    for statement in policy(whole):
        for action in actions_of([statement]):
            by_action.setdefault(action, []).append(statement)
    assert [
        call
        for call in sorted(calls(whole), key=lambda call: (call.action, call.on))
        if not grants(by_action.get(call.action, []), call.action, call.on, call.keys)
    ] == []


def test_no_action_is_superfluous(whole):
    called = {call.action for call in calls(whole)}
    beyond = {action for actions in ONLY_REAL.values() for action in actions}
    assert actions_of(policy(whole)) - called == beyond
