from pathlib import Path

import pytest

from components.parts.features.schema_file import project_root, read_schema

TEXT = """
clicks:
  record_id: id
  event_time: at
  features: {id: String, at: String}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: stepwell\n")
    (tmp_path / "below").mkdir()
    (tmp_path / "features.yaml").write_text(TEXT)
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def test_the_path_is_relative_to_the_project_from_wherever_below_it(project: Path):
    groups, problems = read_schema("features.yaml")
    assert (list(groups), problems) == (["clicks"], [])


def test_outside_of_any_project_it_is_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert (project_root() / "components/feature_store.py").is_file()


@pytest.mark.parametrize("path", ["/etc/features.yaml", "../features.yaml", "features.json", "."])
def test_the_file_is_yaml_of_the_project(project: Path, path: str):
    (problem,) = read_schema(path)[1]
    assert str(problem.reason) == (
        f"must be the path of a YAML file below the project, got {path!r}"
    )


def test_a_file_that_is_not_there_is_named(project: Path):
    (problem,) = read_schema("feature.yaml")[1]
    assert problem.reason == (
        "must be a file of the project, got 'feature.yaml': No such file or directory"
    )


def test_a_feature_that_stands_there_twice_is_refused(project: Path):
    (project / "features.yaml").write_text(TEXT.replace("{id: String", "{id: String, id: Integral"))
    (problem,) = read_schema("features.yaml")[1]
    assert problem.reason.startswith("must be YAML, got a mistake in line 5: found duplicate key")


def test_what_is_no_yaml_is_told_with_its_line(project: Path):
    (project / "features.yaml").write_text("clicks:\n  record_id: [id\n")
    (problem,) = read_schema("features.yaml")[1]
    assert problem.reason.startswith("must be YAML, got a mistake in line ")
    assert "\n" not in problem.reason


def test_what_is_no_text_is_told(project: Path):
    (project / "features.yaml").write_bytes(b"\xff\xfe")
    (problem,) = read_schema("features.yaml")[1]
    assert problem.reason.endswith("it is no UTF-8 text")
