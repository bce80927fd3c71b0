import pulumi
import pytest

from components.json_text import json_text
from tests.components.support import declare, only


def inputs(make) -> dict[str, object]:
    """Inputs that `make` gives a resource, as they are when all is known."""

    def program():
        component = pulumi.ComponentResource("stepwell:index:Part", "part")
        opts = pulumi.ResourceOptions(parent=component)
        pulumi.CustomResource("aws:iam/policy:Policy", "policy", make(), opts)

    return dict(only(declare(program), "aws:iam/policy:Policy").inputs)


def test_says_what_the_sdk_says_wherever_a_value_comes_later():
    def make():
        later = pulumi.Output.from_input
        data = {"a": ["x", later("y")], "b": {"c": later([1, {"d": None}])}, "e": (True, 1.5)}
        return {
            "ours": json_text(data),
            "theirs": pulumi.Output.json_dumps(data),
            "ours_indented": json_text(data, indent=2),
            "theirs_indented": pulumi.Output.json_dumps(data, indent=2),
        }

    found = inputs(make)
    assert found["ours"] == '{"a": ["x", "y"], "b": {"c": [1, {"d": null}]}, "e": [true, 1.5]}'
    assert found["ours"] == found["theirs"]
    assert found["ours_indented"] == found["theirs_indented"]


def test_the_whole_may_come_later():
    found = inputs(lambda: {"text": json_text(pulumi.Output.from_input([1]))})
    assert found["text"] == "[1]"


def test_what_json_has_no_word_for_is_named():
    with pytest.raises(TypeError, match=r"must be data that JSON has, got \{1\}"):
        inputs(lambda: {"text": json_text({"a": {1}})})
