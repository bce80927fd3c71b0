"""The committed definitions are what their Python says; needs the authoring environment."""

import json

import pytest

from pipelines import regenerate
from pipelines.environment import EnvironmentNotMadeError, python
from pipelines.regenerate import SHIPPED, PipelineError, main, stale, write


@pytest.fixture(scope="module", autouse=True)
def environment():
    try:
        return python()
    except EnvironmentNotMadeError as error:
        pytest.skip(f"the authoring environment cannot be made here: {error}")


def test_the_committed_definitions_are_what_their_python_says():
    assert stale([path.resolve() for path in SHIPPED]) == []


OWN = """
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.pipeline import Pipeline

def definitions():
    text = ParameterString("Why", default_value="enough")
    stop = FailStep("Stop", error_message=text)
    return {"definition": Pipeline(name="own", parameters=[text], steps=[stop])}
"""


def test_a_team_writes_its_own_definition_beside_its_python(tmp_path):
    source = tmp_path / "pipeline.py"
    source.write_text(OWN)
    main([str(source)])
    made = json.loads((tmp_path / "definition.json").read_text())
    assert made["Parameters"] == [{"Name": "Why", "Type": "String", "DefaultValue": "enough"}]
    assert [step["Name"] for step in made["Steps"]] == ["Stop"]


def test_a_definition_that_is_out_of_date_is_named(tmp_path, monkeypatch, capsys):
    old = tmp_path / "definition.json"
    old.write_text("old")

    def write_new(sources, target):
        new = target.joinpath(*old.parts[1:])
        new.parent.mkdir(parents=True)
        new.write_text("new")
        return [new]

    monkeypatch.setattr(regenerate, "write", write_new)
    with pytest.raises(SystemExit) as exit_:
        main(["--check", str(tmp_path / "pipeline.py")])
    assert exit_.value.code == 1
    assert capsys.readouterr().err.startswith(f"{old}: must be what its pipeline.py says")


def test_a_mistake_in_the_python_is_shown(tmp_path):
    source = tmp_path / "pipeline.py"
    source.write_text("import nothing_such\n")
    with pytest.raises(PipelineError, match="nothing_such"):
        write([source], tmp_path)
