import pytest
from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st

from plan.plan import UNKNOWN
from sandbox.provider.wire import from_struct, to_struct
from sandbox.unknown import Asset, has_unknown

SIGNATURE = "4dabf18193072939515e22adb298388d"
UNKNOWNS = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
]


def struct(value: dict) -> struct_pb2.Struct:
    return json_format.ParseDict(value, struct_pb2.Struct())


@pytest.mark.parametrize("sentinel", UNKNOWNS)
def test_every_unknown_of_the_engine_is_one(sentinel: str) -> None:
    assert from_struct(struct({"a": [sentinel]})) == {"a": [UNKNOWN]}


@pytest.mark.parametrize(
    ("signature", "more", "plain"),
    [
        ("1b47061264138c4ac30d75fd1eb44270", {"value": {"a": 1}}, {"a": 1}),
        ("d0e6a833031e9bbcd3f4e8bde6ca49a4", {"value": "x", "dependencies": []}, "x"),
        ("d0e6a833031e9bbcd3f4e8bde6ca49a4", {"secret": True}, UNKNOWN),
        ("5cf8f73096256a8f31e491e813e4eb8e", {"urn": "u", "id": "i"}, "i"),
        ("5cf8f73096256a8f31e491e813e4eb8e", {"urn": "u"}, "u"),
        ("803fd3297a5875dc03ca845dda5d2a98", {"value": "AA=="}, "AA=="),
    ],
)
def test_wrapped_values_are_unwrapped(signature: str, more: dict, plain: object) -> None:
    assert from_struct(struct({"a": {SIGNATURE: signature, **more}})) == {"a": plain}


def test_an_asset_comes_back_as_it_was() -> None:
    asset = {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "hash": "h", "text": "hello"}
    found = from_struct(struct({"a": asset}))
    assert isinstance(found["a"], Asset)
    assert (found["a"].text, found["a"].path) == ("hello", None)
    assert json_format.MessageToDict(to_struct(found)) == {"a": asset}


def test_unknown_parts_are_found_wherever_they_are() -> None:
    assert has_unknown({"a": [{"b": UNKNOWN}]})
    assert not has_unknown({"a": [{"b": 1}]})


VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**50), 2**50)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda f: not f.is_integer())
    | st.text(max_size=8)
    | st.just(UNKNOWN),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4))
def test_values_survive_the_wire(properties: dict) -> None:
    assert from_struct(to_struct(properties)) == properties
