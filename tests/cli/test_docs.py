from pathlib import Path

import pytest

from cli.docs import ROOT, pages

PAGES = pages()


@pytest.mark.parametrize("path", sorted(PAGES))
def test_generated_pages_are_fresh(path):
    committed = ROOT / path
    assert committed.exists(), f"{path}: run `make docs`"
    assert committed.read_text() == PAGES[path], f"{path}: run `make docs`"


def test_every_command_has_its_section():
    page = PAGES["docs/reference/cli.md"]
    for command in ("new", "check", "engine", "sandbox start", "sandbox run"):
        assert f"\n## stepwell {command}\n" in page


def test_every_committed_spec_names_the_schema():
    for path in sorted((ROOT / "stacks").glob("[!P]*.yaml")):
        first = path.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.split("=", 1)[1]).resolve() == Path(
            ROOT / "docs/reference/spec.schema.json"
        )
