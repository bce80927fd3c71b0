import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.computed import is_computed
from plan.plan import UNKNOWN
from policies.props import Props, Undecided
from policies.testing import resource

BUCKET = "aws:s3/bucket:Bucket"


def props(**inputs: object) -> Props:
    return Props(resource(BUCKET, **inputs))


@pytest.mark.parametrize("value", [UNKNOWN, "<<raw#arn>>", "arn:<<raw#id>>/x"])
def test_reading_a_value_not_known_ends_the_rule_and_names_the_path(value):
    seen = props(rules=[{"a": 1}, {"deep": {"key": value}}])
    with pytest.raises(Undecided) as missing:
        seen["rules"][1].get("deep").get("key", "default")
    assert str(missing.value) == "rules[1].deep.key is known only after the deployment"


def test_whether_a_value_is_given_is_known():
    seen = props(key=UNKNOWN, nothing=None)
    assert "key" in seen
    assert "nothing" not in seen
    assert list(seen) == ["key"]
    assert len(seen) == 1
    assert seen.raw("key") is UNKNOWN
    assert seen.get("nothing", 3) == 3


def test_what_is_known_beside_it_can_be_read():
    seen = props(options={"unknown": UNKNOWN, "tokens": "required"}, list=[UNKNOWN, 2])
    assert seen["options"]["tokens"] == "required"
    assert seen["list"][1] == 2
    assert len(seen["list"]) == 2


values = st.recursive(
    st.booleans() | st.integers() | st.text() | st.sampled_from([UNKNOWN, "<<a#b>>"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def read(value: object) -> object:
    if isinstance(value, Props):
        return {key: read(value[key]) for key in value}
    return [read(v) for v in value] if hasattr(value, "__iter__") and value != str(value) else value


@given(values)
def test_nothing_not_known_is_ever_read(value):
    try:
        found = read(props(x=value)["x"])
    except Undecided:
        assert is_computed(value)
    else:
        assert not is_computed(found)
