"""Texts of others inside Markdown: shown as they are, with no effect of their own."""

import re

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|~#@!])")


def plain(text: str) -> str:
    """Return one line in which no character means anything to Markdown, nor mentions anybody."""
    line = " ".join(text.split())
    return _ACTIVE.sub(lambda found: f"&#{ord(found[1])};", line)


def code(text: str) -> str:
    """Return one line of code, also inside a table."""
    line = " ".join(text.split()).replace("|", "\\|")
    fence = "`"
    while fence in line:
        fence += "`"
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
