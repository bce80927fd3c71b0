"""The page on testing in the sandbox, done as it stands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.engine.support import real_engine

PAGE = (Path(__file__).parents[2] / "docs/how-to/test-in-the-sandbox.md").read_text()
FILES = dict(re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```$", PAGE, re.DOTALL | re.MULTILINE))
INI = re.findall(r"^```ini\n(.*?)```$", PAGE, re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.engine


def test_the_page_works_as_it_stands(tmp_path: Path) -> None:
    real_engine()
    for name, text in {**FILES, "pytest.ini": INI[0]}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    quiet = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")
    command = [sys.executable, "-m", "pytest", *quiet]
    tested = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "2 passed" in tested.stdout, tested.stdout + tested.stderr
    before = {"conftest.py", "infra", "pytest.ini", "test_infra.py", "test_uploads.py"}
    left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}
    assert left == before, "nothing is left in the project"
    assert {path.name for path in (tmp_path / "infra").iterdir()} == {"Pulumi.yaml", "__main__.py"}
