import json

from components.parts.pipeline.checks import Step
from components.parts.pipeline.definition import LARGEST, filled, job_name, load


def test_lists_and_texts_take_the_stacks_values():
    known = {"subnet_ids": ["a", "b"], "region": "eu-west-1"}
    given = {"Subnets": ["${subnet_ids}"], "Region": "${region}", "Count": 1}
    assert filled(given, known) == {"Subnets": ["a", "b"], "Region": "eu-west-1", "Count": 1}


def test_the_names_of_jobs_leave_room_for_what_sagemaker_appends():
    step = Step({"Name": "Evaluate_all", "Type": "Processing"}, None)
    assert job_name(step, "fraud-dev") == "fraud-dev-evaluate-all"
    assert len(job_name(step, "a" * 31)) <= 38
    tuning = Step({"Name": "Tune", "Type": "Tuning"}, None)
    assert job_name(tuning, "fraud-dev") == "fraud"


def test_an_own_file_that_is_no_definition_is_said_to_be_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("[]")
    args = {"kind": "own", "definition": "a.json"}
    assert [p.reason for p in load(args)[1]] == ["must be a JSON object, got list"]
    (tmp_path / "a.json").write_text("{")
    assert load(args)[1][0].reason.startswith("must be JSON, got: ")
    large = {"Version": "2020-12-01", "Metadata": {"Note": "x" * LARGEST}}
    (tmp_path / "a.json").write_text(json.dumps(large))
    assert load(args)[1][0].reason.startswith(f"must be at most {LARGEST} characters")
