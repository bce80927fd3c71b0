import copy
from typing import Any

import pytest

from components.parts.pipeline.checks import definition_problems

PROCESS = {
    "ProcessingResources": {
        "ClusterConfig": {"InstanceType": {"Get": "Parameters.Machine"}, "InstanceCount": 1}
    }
}
SOUND: dict[str, Any] = {
    "Version": "2020-12-01",
    "Parameters": [{"Name": "Machine", "Type": "String", "DefaultValue": "ml.m5.large"}],
    "Steps": [
        {"Name": "Prepare", "Type": "Processing", "Arguments": PROCESS},
        {
            "Name": "Train",
            "Type": "Training",
            "Arguments": {"Input": {"Get": "Steps.Prepare.ProcessingOutputConfig"}},
        },
        {
            "Name": "Evaluate",
            "Type": "Processing",
            "Arguments": {"Model": {"Get": "Steps.Train.ModelArtifacts"}},
            "PropertyFiles": [{"PropertyFileName": "report", "OutputName": "x", "FilePath": "y"}],
        },
        {
            "Name": "IsGood",
            "Type": "Condition",
            "Arguments": {
                "Conditions": [{"LeftValue": {"Get": "Steps.Evaluate.PropertyFiles.report"}}],
                "IfSteps": [{"Name": "Register", "Type": "RegisterModel", "Arguments": {}}],
                "ElseSteps": [],
            },
        },
    ],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The sound definition with `value` at `path`."""
    definition = copy.deepcopy(SOUND)
    node: Any = definition
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        node = node[part]
    node[last] = value
    return definition


def problems(definition: dict[str, Any], allowed: list[str] | None = None) -> list[str]:
    return [p.reason for p in definition_problems(definition, ["region"], allowed)]


def test_a_sound_definition_passes():
    assert problems(SOUND) == []


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("Version", "2", "Version: must be '2020-12-01', got '2'"),
        ("Steps", [], "Steps: must be 1 to 50 steps, got 0"),
        (
            "Steps.1.Name",
            "Prepare",
            "Steps.Prepare: must be the name of one step, got another",
        ),
        (
            "Steps.1.Type",
            "Magic",
            "Steps.Train: must have the type Processing, Training, Tuning, Transform, Model,"
            " RegisterModel, Lambda, Condition, Fail, got 'Magic'",
        ),
        (
            "Steps.1.Arguments.Input.Get",
            "Steps.Missing.Output",
            "Steps.Train: must refer to what there is, got 'Steps.Missing.Output'",
        ),
        (
            "Steps.1.Arguments.Input.Get",
            "Parameters.Missing",
            "Steps.Train: must refer to what there is, got 'Parameters.Missing'",
        ),
        (
            "Steps.1.Arguments.Input.Get",
            "Execution.Missing",
            "Steps.Train: must refer to what there is, got 'Execution.Missing'",
        ),
        (
            "Steps.3.Arguments.Conditions.0.LeftValue.Get",
            "Steps.Evaluate.PropertyFiles.other",
            "Steps.IsGood: must refer to a property file, got 'Steps.Evaluate.PropertyFiles.other'",
        ),
        ("Steps.1.DependsOn", ["Gone"], "Steps.Train.DependsOn: must name a step, got 'Gone'"),
        (
            "Steps.0.DependsOn",
            ["Register"],
            "Steps: must not wait for each other,"
            " got Evaluate -> IsGood -> Prepare -> Register -> Train",
        ),
        (
            "Steps.3.Arguments.IfSteps.0",
            {"Name": "Inner", "Type": "Condition", "Arguments": {"Conditions": []}},
            "Steps.Inner: must not stand in a branch of a condition, got IsGood",
        ),
        (
            "Parameters.0.DefaultValue",
            3,
            "Parameters.Machine: must have a default of type String, got 3",
        ),
        (
            "Parameters.0.Type",
            "Text",
            "Parameters.Machine: must have the type String, Integer, Float, Boolean, got 'Text'",
        ),
        (
            "Parameters.0.DefaultValue",
            "m5.large",
            "Steps.Prepare.InstanceType: must look like ml.m5.xlarge, got 'm5.large'",
        ),
        ("Steps.1.Arguments.Region", "${zone}", "${zone}: must be one of region, got 'zone'"),
        (
            "Steps.1.Name",
            "two words",
            "Steps.two words: must be letters, digits and hyphens, up to 64, got 'two words'",
        ),
    ],
)
def test_what_sagemaker_would_refuse_is_found_before_it_is_asked(path, value, reason):
    assert reason in problems(changed(path, value))


def test_an_instance_type_outside_the_stacks_list_is_found_behind_a_parameter():
    assert problems(SOUND, ["ml.m5.xlarge"]) == [
        "Steps.Prepare.InstanceType: must be one of ml.m5.xlarge, got 'ml.m5.large'"
    ]


def test_an_integer_is_a_float_and_a_boolean_is_no_integer():
    number = {"Name": "Least", "Type": "Float", "DefaultValue": 1}
    assert problems(changed("Parameters.0", number | {"Name": "Machine"})) == []
    flag = {"Name": "Machine", "Type": "Integer", "DefaultValue": True}
    assert problems(changed("Parameters.0", flag)) == [
        "Parameters.Machine: must have a default of type Integer, got True"
    ]
