"""The guide of the own pipeline is complete; its pipeline is run in `test_regenerate.py`."""

from pathlib import Path

from components.parts.pipeline.definition import PLACEHOLDERS

PAGE = Path(__file__).parents[2] / "docs/how-to/own-training-pipeline.md"


def test_the_guide_names_every_placeholder():
    page = PAGE.read_text()
    assert [name for name in PLACEHOLDERS if f"${{{name}}}" not in page] == []
