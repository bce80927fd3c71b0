"""The pipeline of the guide, written and deployed as it stands on the page."""

import re
from pathlib import Path

import pytest

from components.parts.pipeline.definition import PLACEHOLDERS
from pipelines.environment import EnvironmentNotMadeError, python
from pipelines.regenerate import main
from tests.components.pipeline_support import definition, pipeline

PAGE = Path(__file__).parents[2] / "docs/how-to/own-training-pipeline.md"


def test_the_pipeline_of_the_guide_is_one_that_a_stack_takes(tmp_path, monkeypatch):
    try:
        python()
    except EnvironmentNotMadeError as error:
        pytest.skip(f"the authoring environment cannot be made here: {error}")
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert code is not None
    Path("churn").mkdir()
    Path("churn/pipeline.py").write_text(code[1])
    Path("churn/count.py").write_text("print('counted')\n")
    main([str(tmp_path / "churn/pipeline.py")])
    plan = pipeline(kind="own", definition="churn/definition.json")
    (step,) = definition(plan)["Steps"]
    assert step["Arguments"]["ProcessingJobName"] == "fraud-dev-count"


def test_the_guide_names_every_placeholder():

    page = PAGE.read_text()
    assert [name for name in PLACEHOLDERS if f"${{{name}}}" not in page] == []
