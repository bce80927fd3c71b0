"""The page on writing a policy, done step by step as it stands."""

import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import run
from policies.check import check
from policies.pack import Level
from policies.pack_file import read_pack
from policies.testing import resource, stack

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/write-a-policy.md").read_text()
FILES = dict(re.findall(r"^`(company/\S+)`:\n\n```\w+\n(.*?)```$", PAGE, re.DOTALL | re.MULTILINE))
COMMANDS = re.findall(r"^\.venv/bin/(.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def repository(tmp_path) -> Path:
    """A checkout with the files of the page."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for entry in ("Pulumi.yaml", "__main__.py", "features", "pipelines"):
        (tmp_path / entry).symlink_to(ROOT / entry)
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    return tmp_path


def test_a_rule_and_its_test_are_short():
    rule, test, _pack = FILES.values()
    assert len([line for line in rule.splitlines() if line.strip()]) <= 15
    assert len([line for line in test.splitlines() if line.strip()]) <= 10


def test_its_test_passes(repository):
    python, *arguments = COMMANDS[0].split()
    assert python == "python"
    command = [
        sys.executable,
        *arguments,
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
    ]
    tested = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert "1 passed" in tested.stdout, tested.stdout + tested.stderr


def test_the_pack_holds_stacks_to_it(repository):
    pack = read_pack(repository / "company/packs/strict")
    assert pack.level("endpoint-captures-data") is Level.MANDATORY
    notebook = "aws:sagemaker/notebookInstance:NotebookInstance"
    found = check(stack(resource(notebook, "big", instanceType="ml.p3.2xlarge")), pack)
    assert "choose an ml.t3 type, got 'ml.p3.2xlarge'" in [f.message for f in found if f.blocks]


def test_the_committed_stack_passes(repository, capsys):
    stepwell, *arguments = COMMANDS[1].split()
    assert stepwell == "stepwell"
    with contextlib.chdir(repository):
        assert run(arguments) == 0, capsys.readouterr()
