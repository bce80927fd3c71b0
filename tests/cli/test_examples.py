"""The committed example teams, through the real blueprint, schema and rules."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprints import BLUEPRINTS
from cli.docs import ROOT
from cli.main import run
from generator.folder import folder_problems, open_folder
from generator.generate import generate
from sandbox.cache import cache_dir


@pytest.fixture(scope="module")
def folder():
    return open_folder(ROOT, BLUEPRINTS)


def test_every_committed_spec_is_right(folder):
    assert folder.broken == {}
    assert {"demand", "fraud", "vision"} <= folder.specs.keys()
    assert list(folder_problems(folder)) == []


def test_every_generated_file_is_what_the_generator_writes(folder):
    for spec in folder.specs.values():
        for path, text in generate(spec).items():
            assert (ROOT / path).read_text() == text, f"run `stepwell new {spec.team}`"


def test_the_examples_use_most_settings_of_the_highest_level(folder):
    used = set[str]()
    for spec in folder.specs.values():
        for environment in spec.environments:
            used |= spec.settings_of(environment).keys()
    # Columns are hidden once their table is there; an example comes up on an empty account.
    unused = BLUEPRINTS[max(BLUEPRINTS)].model_fields.keys() - used - {"column_access"}
    assert len(unused) <= 2, sorted(unused)


def test_there_is_an_example_of_the_highest_level(folder):
    assert max(BLUEPRINTS) in {spec.level for spec in folder.specs.values()}


def test_the_committed_stacks_pass_their_check(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert run(["check", "--all"]) == 0, capsys.readouterr().out


def test_a_check_needs_neither_credentials_nor_an_engine_nor_a_home(tmp_path):
    stepwell = Path(sys.executable).with_name("stepwell")
    found = subprocess.run(
        [stepwell, "check", "fraud-dev"],
        env={
            "PATH": os.defpath,
            "HOME": str(tmp_path),
            "AWS_REGION": "nowhere",
            "STEPWELL_CACHE": str(cache_dir()),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("fraud-dev (")
