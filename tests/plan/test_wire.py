import json

import pytest

from plan.plan import UNKNOWN
from plan.wire import inputs_of, is_secret, plain, unblind

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270"}
OUTPUT = {SIGNATURE: "d0e6a833031e9bbcd3f4e8bde6ca49a4"}
REFERENCE = {SIGNATURE: "5cf8f73096256a8f31e491e813e4eb8e"}
ASSET = {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17"}


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (2.0, 2),
        (2.5, 2.5),
        (True, True),
        ("04da6b54-80e4-46f7-96ec-b56ff0331ba9", UNKNOWN),
        (["3eeb2bf0-c639-47a8-9e75-3b44932eb421"], [UNKNOWN]),
        ({**SECRET, "value": [1.0]}, [1]),
        ({**SECRET, "plaintext": json.dumps({"a": 1.0})}, {"a": 1}),
        ({**SECRET, "ciphertext": "v1:x"}, UNKNOWN),
        ({**OUTPUT, "value": {**SECRET, "value": "x"}}, "x"),
        ({**OUTPUT, "dependencies": []}, UNKNOWN),
        ({**REFERENCE, "urn": "urn:x", "id": "1"}, "urn:x"),
        ({**ASSET, "path": "x.zip", "hash": "1f"}, {"path": "x.zip"}),
        ({"a": None, "b": {"__defaults": ["c"], "c": 1, "d": None}}, {"b": {}}),
    ],
)
def test_the_engines_value_becomes_plain_data(value, seen):
    found = plain(value)
    assert found == seen
    assert type(found) is type(seen)


def test_inputs_that_hold_a_secret_anywhere_are_named():
    raw = {
        "a": {"deep": [{**SECRET, "value": "x"}]},
        "b": {**OUTPUT, "secret": True, "value": "y"},
        "c": {**OUTPUT, "value": "z"},
        "d": "[secret]",
    }
    assert inputs_of(raw)[1] == {"a", "b"}
    assert is_secret(unblind(raw)["d"])
    assert plain(unblind(raw)["d"]) is UNKNOWN
