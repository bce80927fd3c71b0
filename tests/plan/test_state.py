import json

import pytest

from plan.agreement import agree
from plan.engine import PlanError
from plan.plan import UNKNOWN
from plan.recorder import record
from plan.state import read_state
from tests.plan.support import fixture, program

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
URN = "urn:pulumi:fraud-dev::stepwell::aws:rds/instance:Instance::db"


def export(*resources: dict[str, object]) -> str:
    full = [
        {"urn": URN, "type": "aws:rds/instance:Instance", "custom": True, **r} for r in resources
    ]
    return json.dumps({"version": 3, "deployment": {"resources": full}})


def test_the_engines_export_agrees_with_the_recording():
    assert agree(record(program, stack_name="fraud-dev"), read_state(fixture("state"))) == []


def test_outputs_and_secrets_in_plain_text_are_read():
    stack, *parts = read_state(fixture("state"))
    assert stack.outputs == {"o": "hush"}
    assert {p.name: p.inputs.get("secret") for p in parts} == {"a": "s3", "b": None, "c": None}


def test_an_encrypted_secret_is_secret_and_unknown():
    found = read_state(export({"inputs": {"password": {**SECRET, "ciphertext": "v1:x"}}}))
    assert found.resources[0].inputs == {"password": UNKNOWN}
    assert found.resources[0].secrets == {"password"}


def test_what_the_program_does_not_declare_is_left_out():
    gone = {"urn": f"{URN}-a", "delete": True}
    half = {"urn": f"{URN}-b", "pendingReplacement": True}
    looked_up = {"urn": f"{URN}-c", "external": True}
    assert [r.urn for r in read_state(export({}, gone, half, looked_up))] == [URN]


def test_an_explicit_provider_keeps_only_what_the_program_declares():
    urn = "urn:pulumi:fraud-dev::stepwell::pulumi:providers:aws::irish"
    provider = {"urn": urn, "type": "pulumi:providers:aws"}
    inputs = {"region": "eu-west-1", "version": "7.51.1", "__internal": {}}
    plan = read_state(export({**provider, "inputs": inputs}, {"provider": f"{urn}::8f2a"}))
    assert plan.resources[0].inputs == {"region": "eu-west-1"}
    assert plan.resources[1].provider == urn


def test_a_stack_that_was_never_deployed_is_an_empty_plan():
    assert read_state('{"version": 3, "deployment": {"manifest": {}}}').resources == ()


@pytest.mark.parametrize("text", ["{}", '{"version": 2, "deployment": {}}', '{"deployment": 1}'])
def test_another_object_is_refused(text):
    with pytest.raises(PlanError, match=r"^stack export: must have a deployment of version 3 or 4"):
        read_state(text)


def test_secrets_in_plain_text_can_be_left_unread():
    stack, *parts = read_state(fixture("state"), secrets=False)
    assert stack.outputs == {"o": UNKNOWN}
    a = next(p for p in parts if p.name == "a")
    assert (a.inputs["secret"], a.inputs["nested"], a.inputs["text"]) == (
        UNKNOWN,
        {"deep": UNKNOWN},
        "t",
    )
    assert a.secrets == {"secret", "nested"}
