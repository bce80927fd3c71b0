"""How the findings of `stepwell check` are written down, one format a file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from cli.reports.as_json import as_json
from cli.reports.junit import junit
from cli.reports.markdown import markdown
from cli.reports.sarif import sarif
from cli.reports.text import text

if TYPE_CHECKING:
    from cli.checks.runner import Report

FORMATS: Mapping[str, Callable[["Report"], str]] = MappingProxyType(
    {"text": text, "json": as_json, "sarif": sarif, "junit": junit, "markdown": markdown}
)
"""What turns a report into text, by the name of the format."""
