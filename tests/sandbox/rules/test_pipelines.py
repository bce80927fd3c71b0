"""What AWS says of definitions of pipelines that it cannot carry out."""

import json
from typing import Any

import pytest

from sandbox.rules import refusals

TRAIN = {"Name": "Train", "Type": "Training", "Arguments": {}}
SCORE = {"Name": "Score", "Type": "Transform", "Arguments": {}}
PARAMETER = {"Name": "Size", "Type": "Integer", "DefaultValue": 1}


def said(*steps: Any, **definition: Any) -> list[str]:
    whole = {"Version": "2020-12-01", "Steps": [*steps], **definition}
    params = {"PipelineDefinition": json.dumps(whole)}
    return [refusal.message for refusal in refusals("sagemaker", "CreatePipeline", params)]


@pytest.mark.parametrize(
    ("steps", "more", "text"),
    [
        ([], {"Version": "1"}, "2020-12-01, got '1'"),
        ([], {"Steps": {}}, "Steps must be a list"),
        ([], {"Parameters": [PARAMETER, PARAMETER]}, "Size"),
        ([], {"Parameters": [{**PARAMETER, "Type": "Number"}]}, "got 'Number'"),
        ([], {"Parameters": [{**PARAMETER, "DefaultValue": "1"}]}, "must be of type Integer"),
        ([], {"Parameters": [{**PARAMETER, "EnumValues": [2, 3]}]}, "must be one of"),
        ([TRAIN, TRAIN], {}, "step Train is defined twice"),
        ([{**TRAIN, "Name": "a b"}], {}, "got 'a b'"),
        ([{**TRAIN, "Type": "Train"}], {}, "got 'Train'"),
        ([{"Name": "Train", "Type": "Training"}], {}, "step Train has no Arguments"),
        ([{**TRAIN, "Type": "Condition"}], {}, "step Train has no Conditions"),
        ([{**TRAIN, "DependsOn": ["Load"]}], {}, "depends on step Load, which does not exist"),
        ([{**TRAIN, "Arguments": {"A": [{"Get": "Parameters.Of"}]}}], {}, "parameter Of, which"),
        ([{**TRAIN, "Arguments": {"A": {"Get": "Steps.Load.Uri"}}}], {}, "Steps.Load.Uri"),
        (
            [{**TRAIN, "DependsOn": ["Score"]}, {**SCORE, "DependsOn": ["Train"]}],
            {},
            "in a circle",
        ),
    ],
    ids=str,
)
def test_a_definition_is_refused(steps: list[Any], more: dict[str, Any], text: str) -> None:
    assert text in said(*steps, **more)[0]


def test_a_definition_is_an_object() -> None:
    for text in ("{", "[]"):
        assert list(refusals("sagemaker", "UpdatePipeline", {"PipelineDefinition": text}))


def test_steps_of_conditions_are_steps() -> None:
    asked = {"Conditions": [{"Type": "Equals"}], "IfSteps": [TRAIN], "ElseSteps": []}
    condition = {"Name": "If", "Type": "Condition", "Arguments": asked}
    after = {**SCORE, "DependsOn": ["If", "Train"], "Arguments": {"M": {"Get": "Steps.Train.Uri"}}}
    sized = {**PARAMETER, "EnumValues": [1, 2]}
    assert said(condition, after, Parameters=[sized]) == []
    assert "Train is defined twice" in said(condition, TRAIN)[0]
