import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.agreement import agree
from plan.engine import PlanError
from plan.plan import UNKNOWN
from plan.preview import read_preview
from plan.recorder import record
from tests.plan.support import fixture, program

AWS = "urn:pulumi:fraud-dev::stepwell::aws:s3/bucket:Bucket::raw"


def step(op: str = "create", **state: object) -> dict[str, object]:
    new = {"urn": AWS, "type": "aws:s3/bucket:Bucket", "custom": True, **state}
    return {"op": op, "urn": AWS, "newState": new}


def preview(*steps: dict[str, object], **rest: object) -> str:
    return json.dumps({"steps": list(steps), **rest})


@pytest.mark.parametrize("name", ["preview-create", "preview-unchanged"])
def test_the_engines_preview_agrees_with_the_recording(name):
    assert agree(record(program, stack_name="fraud-dev"), read_preview(fixture(name))) == []


def test_a_blinded_secret_is_secret_and_unknown():
    part = next(r for r in read_preview(fixture("preview-create")) if r.name == "a")
    assert part.secrets == {"secret", "nested"}
    assert part.inputs["secret"] is UNKNOWN
    assert part.inputs["nested"] == {"deep": UNKNOWN}


def test_a_preview_that_hides_what_stays_the_same_is_refused():
    with pytest.raises(PlanError) as error:
        read_preview(fixture("preview-without-sames"))
    what, fix = str(error.value).splitlines()
    assert what == "preview: must list all 4 unchanged resources, got 1"
    assert fix == "run pulumi preview --json --show-sames"


def test_a_failed_preview_is_refused_with_its_error():
    with pytest.raises(PlanError) as error:
        read_preview(preview(diagnostics=[{"severity": "error", "message": "no\n  such zone"}]))
    assert str(error.value) == "preview: must have succeeded, got no such zone"


def test_defaults_of_the_bridge_are_dropped_at_every_level():
    inputs = {
        "__defaults": ["bucket", "forceDestroy"],
        "bucket": "raw-1f2e3d4",
        "forceDestroy": False,
        "rules": [{"__defaults": ["status"], "status": "on", "id": "x"}],
        "tagsAll": {"team": "fraud"},
    }
    found = read_preview(preview(step(inputs=inputs))).resources[0]
    assert found.inputs == {"rules": [{"id": "x"}], "tagsAll": {"team": "fraud"}}


def test_unknowns_are_named_and_whole_numbers_are_int():
    inputs = {"arn": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "days": 30.0, "share": 0.5}
    found = read_preview(preview(step(inputs=inputs))).resources[0]
    assert found.inputs == {"arn": UNKNOWN, "days": 30, "share": 0.5}
    assert isinstance(found.inputs["days"], int)


def test_only_what_the_program_declares_is_in_the_plan():
    default = "urn:pulumi:fraud-dev::stepwell::pulumi:providers:aws::default_7_51_1"
    provider = {"urn": default, "type": "pulumi:providers:aws"}
    plan = read_preview(
        preview(
            step("replace", inputs={"bucket": "new"}, provider=f"{default}::1234"),
            step("read", urn=f"{AWS}-looked-up"),
            step("refresh", urn=f"{AWS}-refreshed"),
            {"op": "delete", "urn": f"{AWS}-old", "oldState": {"urn": f"{AWS}-old"}},
            {"op": "create", "urn": default, "newState": provider},
        )
    )
    assert [(r.urn, r.provider) for r in plan] == [(AWS, "")]
    assert (plan.stack, plan.project) == ("fraud-dev", "stepwell")


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}\n{"b": 2}', '"x"', "not json", "{}"])
def test_another_text_is_refused_in_one_line(text):
    with pytest.raises(PlanError, match=r"^preview: must (be one JSON object|have steps), got "):
        read_preview(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["op", "urn", "newState"]), json_values), json_values)
def test_a_malformed_preview_is_an_error_that_says_so(bad_step, inputs):
    for text in (preview(bad_step), preview(step(inputs=inputs)), preview(step(parent=inputs))):
        with contextlib.suppress(PlanError):
            read_preview(text)
