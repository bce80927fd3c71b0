"""Documents that cannot drift: links lead somewhere, commands exist, settings are real."""

import re
from pathlib import Path

import pytest
import typer

from blueprints import BLUEPRINTS
from cli.main import app

ROOT = Path(__file__).parents[1]
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"\bmake ([a-z]+)\b")
STEPWELL = re.compile(r"(?:^\$ |`|/bin/|\s)stepwell ((?:[a-z]+ ?){1,2})")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(page.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_exists(page):
    blocks = re.findall(r"```console\n(.*?)```|(`[^`\n]+`)", page.read_text(), re.DOTALL)
    text = "\n".join(block or inline for block, inline in blocks)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {*MAKE.findall(text)} <= targets
    group = typer.main.get_command(app)
    for words in STEPWELL.findall(text):
        first, *rest = words.split()
        assert first in group.commands, words
        if first == "sandbox" and rest:
            assert rest[0] in group.commands["sandbox"].commands, words


def test_every_setting_of_a_blueprint_is_on_its_page():
    for level, blueprint in BLUEPRINTS.items():
        page = (ROOT / f"docs/blueprints/level-{level}.md").read_text()
        for field in blueprint.model_fields:
            assert f"`{field}`" in page or f"{field}:" in page, field


def test_readme_shows_the_two_commands_first():
    readme = (ROOT / "README.md").read_text()
    assert readme.index("make demo") < readme.index("make test") < readme.index("stepwell new")
