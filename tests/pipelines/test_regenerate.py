"""The committed definitions are what their Python says; needs the authoring environment."""

import re
import shutil
from pathlib import Path

import pytest

from pipelines import regenerate
from pipelines.environment import EnvironmentNotMadeError, python
from pipelines.regenerate import SHIPPED, PipelineError, main, write
from tests.components.pipeline_support import definition, pipeline

ROOT = Path(regenerate.__file__).parent
PAGE = ROOT.parent / "docs/how-to/own-training-pipeline.md"


@pytest.fixture(scope="module")
def definitions(tmp_path_factory) -> dict[Path, Path]:
    """What each `pipeline.py` that ships and the guide's define now, by where it is to be.

    One run for all of them, because to import the SDK takes seconds.
    """
    try:
        python()
    except EnvironmentNotMadeError as error:
        pytest.skip(f"the authoring environment cannot be made here: {error}")
    own = tmp_path_factory.mktemp("guide") / "churn" / "pipeline.py"
    own.parent.mkdir()
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert code is not None
    own.write_text(code[1])
    sources = [path.resolve() for path in (*SHIPPED, own)]
    target = tmp_path_factory.mktemp("made")
    made = write(sources, target)
    return {Path("/", *path.relative_to(target).parts): path for path in made}


def test_the_committed_definitions_are_what_their_python_says(definitions):
    shipped = {c: new for c, new in definitions.items() if ROOT in c.parents}
    assert {path.resolve().parent for path in SHIPPED} <= {c.parent for c in shipped}
    assert [str(c) for c, new in shipped.items() if c.read_text() != new.read_text()] == []


def test_the_pipeline_of_the_guide_is_one_that_a_stack_takes(definitions, tmp_path, monkeypatch):
    (own,) = (new for place, new in definitions.items() if ROOT not in place.parents)
    monkeypatch.chdir(tmp_path)
    Path("churn").mkdir()
    shutil.copy(own, "churn")
    Path("churn/count.py").write_text("print('counted')\n")
    plan = pipeline(kind="own", definition="churn/definition.json")
    (step,) = definition(plan)["Steps"]
    assert step["Arguments"]["ProcessingJobName"] == "fraud-dev-count"


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
