"""Who may import whom, and what every file needs beside it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "components": {"components"},
    "blueprints": {"blueprints", "components"},
    "pipelines": {"pipelines"},
    "plan": {"plan"},
    "policies": {"policies", "plan"},
    "analysis": {"analysis", "plan"},
    "generator": {"generator", "blueprints", "components", "plan"},
    "sandbox": {"sandbox", "plan"},
}
"""Dependencies point one way; only `cli` joins everything."""

OURS = {*MAY_IMPORT, "cli"}


def _imports(path: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found & OURS


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_dependencies_point_one_way(package):
    for path in (ROOT / package).rglob("*.py"):
        extra = _imports(path) - MAY_IMPORT[package]
        assert not extra, f"{path.relative_to(ROOT)} imports {sorted(extra)}"


def test_product_code_does_not_know_the_sandbox():
    for package in ("components", "blueprints", "policies", "plan", "generator"):
        for path in (ROOT / package).rglob("*.py"):
            assert "sandbox" not in path.read_text().lower(), path.relative_to(ROOT)


def test_no_python_file_outgrows_one_idea():
    for path in ROOT.glob("[!.]*/**/*.py"):
        lines = len(path.read_text().splitlines())
        assert lines <= 300, f"{path.relative_to(ROOT)} has {lines} lines; split it by idea"
