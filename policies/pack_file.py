"""Reads a pack from its folder: `pack.yaml` says which rules are enforced, and how strictly."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policies.catalogue import all_rules
from policies.nearest import did_you_mean
from policies.pack import Level, Pack
from policies.pack_text import PackText, read_pack_text, shown

FILE = "pack.yaml"
"""Name of the file in the folder of a pack."""

OURS = Path(__file__).parent / "packs"
"""Where the packs lie that are called by their name alone."""

_FIELDS = ("name", "description", "extends", "default", "levels")


class PackError(ValueError):
    """A pack cannot be used; says every problem of its file, one a line."""


def our_pack(name: str) -> Pack:
    """Return the pack of that name in `policies/packs`."""
    return read_pack(OURS / name)


def our_packs() -> tuple[str, ...]:
    """Names of the packs in `policies/packs`."""
    return tuple(sorted(path.parent.name for path in OURS.glob(f"*/{FILE}")))


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`, with all that it takes over from the pack it extends.

    Raises:
        PackError: with every problem of the file.
    """
    return _read(folder.resolve(), ())


@functools.cache
def _read(folder: Path, above: tuple[Path, ...]) -> Pack:
    file = folder / FILE
    where = shown_path(file)
    try:
        text = read_pack_text(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PackError(f"{where}: must be a readable file, got {reason}") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{where}: must be UTF-8 text, got other bytes") from error
    base = None if text.problems else _extended(folder, text, above)
    if not text.problems:
        pack = _pack(text, base)
        if not text.problems:
            return pack
    raise PackError(text.messages(where))


def shown_path(path: Path) -> str:
    """Path as messages call it: from the current folder, where it lies below that."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _extended(folder: Path, text: PackText, above: tuple[Path, ...]) -> Pack | None:
    """Return the pack that this one extends: one of ours by name, any other by its folder."""
    given = text.data.get("extends")
    if given is None:
        return None
    if not isinstance(given, str):
        text.refuse("extends", f"must be the name or folder of one pack, got {shown(given)}")
        return None
    other = OURS / given if given in our_packs() else (folder / given).resolve()
    if not (other / FILE).is_file():
        hint = did_you_mean(given, our_packs())
        reason = f"must be one of {', '.join(our_packs())}, or a folder with a {FILE}"
        text.refuse("extends", f"{reason}, got {given!r}{hint}")
        return None
    if other in (folder, *above):
        text.refuse("extends", f"must not lead back to the pack itself, got {given!r}")
        return None
    return _read(other, (*above, folder))


def _pack(text: PackText, base: Pack | None) -> Pack:
    for unknown in text.data.keys() - set(_FIELDS):
        reason = f"must be one of {', '.join(_FIELDS)}"
        text.refuse(unknown, f"{reason}, got {unknown!r}{did_you_mean(unknown, _FIELDS)}")
    for name in ("name", "description"):
        given = text.data.get(name)
        if not isinstance(given, str) or not given.strip():
            text.refuse(name, f"must be a text, got {shown(given)}")
    default = base.default if base else Level.MANDATORY
    if "default" in text.data:
        default = _level(text, "default", text.data["default"])
    return Pack(
        name=str(text.data.get("name")),
        description=str(text.data.get("description")),
        default=default,
        levels={**(base.levels if base else {}), **_levels(text)},
    )


def _levels(text: PackText) -> dict[str, Level]:
    given = text.data.get("levels")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        text.refuse("levels", f"must be a mapping of rules to levels, got {shown(given)}")
        return {}
    known = [rule.name for rule in all_rules()]
    found = dict[str, Level]()
    for name, level in given.items():
        path = f"levels.{name}"
        if name not in known:
            hint = did_you_mean(name, known)
            text.refuse(path, f"must name a rule that exists, got {name!r}{hint}")
        found[name] = _level(text, path, level)
    return found


def _level(text: PackText, path: str, given: Any) -> Level:
    levels = [level.value for level in Level]
    if isinstance(given, str) and given in levels:
        return Level(given)
    hint = did_you_mean(given, levels) if isinstance(given, str) else ""
    text.refuse(path, f"must be one of {', '.join(levels)}, got {shown(given)}{hint}")
    return Level.MANDATORY
