from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.agreement import agree
from plan.computed import mark
from plan.plan import UNKNOWN, Plan, Resource

URN = "urn:pulumi:s::p::aws:s3/bucket:Bucket::b"
ARN = mark("raw", "arn")


def plan(**fields: Any) -> Plan:
    return Plan("s", "p", (Resource(urn=URN, type="t", name="b", **fields),))


def differences(left: Any, right: Any) -> list[str]:
    found = agree(plan(inputs={"x": left}), plan(inputs={"x": right}))
    return [d.where for d in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (UNKNOWN, {"a": [1]}),
        (ARN, UNKNOWN),
        (ARN, "arn:aws:s3:::raw-1f"),
        (f"{ARN}/*", "arn:aws:s3:::raw-1f/*"),
        (mark("t", "latestVersion"), 4),
        ({"a": 1, "arn": ARN}, {"a": 1}),
        ('{"a": 1, "b": [2]}', '{"b":[2],"a":1}'),
        (f'{{"Resource": "{ARN}/*", "Effect": "Allow"}}', '{"Effect":"Allow","Resource":"r/*"}'),
        ([{"a": UNKNOWN}], [{"a": 1}]),
    ],
)
def test_a_value_that_is_computed_agrees_with_what_it_may_become(left, right):
    assert differences(left, right) == []
    assert differences(right, left) == []


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (f"{ARN}/*", "arn:aws:s3:::raw-1f", "inputs.x"),
        (ARN, mark("curated", "arn"), "inputs.x"),
        (1, True, "inputs.x"),
        ([1], [1, 2], "inputs.x"),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "inputs.x.a.b"),
        ({"a": 1}, {}, "inputs.x.a"),
        ([{"a": 1}], [{"a": 2}], "inputs.x[0].a"),
        ('{"a": 1}', '{"a": 2}', "inputs.x"),
        ({"a": f"x{ARN}"}, {}, "inputs.x.a"),
    ],
)
def test_a_value_that_cannot_become_the_other_is_a_difference_with_its_path(left, right, where):
    assert differences(left, right) == [where]


def test_parent_and_dependencies_are_compared():
    found = agree(plan(parent="x", dependencies=frozenset({"d"})), plan(parent="y"))
    assert [str(d) for d in found] == [
        f"{URN}: parent: 'x' and 'y'",
        f"{URN}: dependencies: ['d'] and []",
    ]


def test_a_resource_in_one_plan_alone_is_a_difference():
    empty = Plan("s", "p", ())
    assert [d.left for d in agree(plan(), empty)] == ["t"]
    assert [d.right for d in agree(empty, plan())] == ["t"]


values = st.recursive(
    st.booleans() | st.integers() | st.text() | st.sampled_from([UNKNOWN, ARN, f"a{ARN}b"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(values, values)
def test_agreement_is_reflexive_and_symmetric(left, right):
    assert differences(left, left) == []
    assert differences(left, right) == differences(right, left)
