"""What every script keeps to, since images of AWS run them with a Python of their own."""

import ast
import json
import subprocess
from pathlib import Path

import pytest

from pipelines.environment import EnvironmentNotMadeError, python

ROOT = Path(__file__).parents[2] / "pipelines"
SCRIPTS = [
    path
    for folder in ("steps", "tabular", "gpu")
    for path in sorted((ROOT / folder).glob("*.py"))
    if path.name not in ("pipeline.py", "__init__.py")
]
OURS = {path.stem for path in SCRIPTS}
AUTHORING = sorted({*ROOT.glob("*.py"), *ROOT.glob("*/*.py")} - set(SCRIPTS))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_script_is_of_the_python_that_the_oldest_image_has(path):
    ast.parse(path.read_text(), feature_version=(3, 9))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_script_imports_only_what_its_image_has(path):
    has = {"boto3", "numpy", "torch", "xgboost", *OURS}
    assert _imported(path) <= has | STANDARD


@pytest.mark.parametrize("path", AUTHORING, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_pipelines_know_nothing_of_the_platform(path):
    assert _imported(path) <= STANDARD | {"sagemaker", "pipelines"}


STANDARD = {
    *("collections", "contextlib", "copy", "csv", "fcntl", "hashlib", "importlib", "io", "json"),
    *("os", "pathlib", "random", "shutil", "subprocess", "sys", "tarfile", "tempfile"),
    *("typing", "urllib"),
}


def _imported(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module.split(".")[0])
    return found


def test_a_model_of_xgboosts_own_algorithm_is_scored(tmp_path):
    try:
        interpreter = python()
    except EnvironmentNotMadeError as error:
        pytest.skip(f"the authoring environment cannot be made here: {error}")
    script = Path(__file__).with_name("score_xgboost.py")
    done = subprocess.run(
        [interpreter, script, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    low, high = json.loads(done.stdout)
    assert low < 0.5 < high
