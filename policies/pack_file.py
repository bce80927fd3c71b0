"""Reads a pack from its folder: `pack.yaml` says which rules are enforced, and how strictly."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policies.catalogue import all_rules
from policies.errors import PolicyError, shown_path
from policies.nearest import did_you_mean
from policies.own_rules import rules_in
from policies.pack import Level, Pack
from policies.pack_text import PackText, read_pack_text, shown
from policies.places import FILE, OURS, our_packs, pack_folder, package
from policies.rule import PlanRule, Rule

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
"""What the engine takes for the name of a pack."""

_FOR_ANY = (Level.ADVISORY, Level.MANDATORY, Level.DISABLED)
"""Levels that every rule can have."""

_FIELDS = ("name", "description", "extends", "rules", "default", "levels")


def our_pack(name: str) -> Pack:
    """Return the pack of that name in `policies/packs`."""
    return read_pack(OURS / name)


def named_pack(named: str, base: Path) -> Pack:
    """Return one of our packs by its name, any other by its folder below `base` or its package.

    A folder of rules without a `pack.yaml` is a pack in which each of them is mandatory.

    Raises:
        PolicyError: if there is none, or it cannot be used.
    """
    folder = pack_folder(named, base)
    if folder is not None:
        return read_pack(folder)
    if (base / named).is_dir():
        return _of_rules((base / named).resolve())
    raise PolicyError(f"policy pack: {_no_pack(named)}")


def read_pack(folder: Path) -> Pack:
    """Return the pack in `folder`, with all that it takes over from the pack it extends.

    Raises:
        PolicyError: with every problem of the file, of the rules that it brings along, or of the
            pack that it extends.
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
        raise PolicyError(f"{where}: must be a readable file, got {reason}") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"{where}: must be UTF-8 text, got other bytes") from error
    if not text.problems:
        base = _extended(folder, text, above)
        pack = _pack(folder, text, base)
        if not text.problems:
            return pack
    raise PolicyError(text.messages(where))


def _of_rules(folder: Path) -> Pack:
    ours = dict.fromkeys((rule.name for rule in all_rules()), Level.DISABLED)
    description = f"Each rule in {shown_path(folder)}"
    return Pack(folder.name, description, Level.MANDATORY, ours, rules_in(folder))


def _no_pack(named: str) -> str:
    known = ", ".join(our_packs())
    reason = f"must be one of {known}, a folder with a {FILE} or rules, or a package with one"
    return f"{reason}, got {named!r}{did_you_mean(named, our_packs())}"


def _extended(folder: Path, text: PackText, above: tuple[Path, ...]) -> Pack | None:
    """Return the pack that this one extends."""
    given = text.data.get("extends")
    if given is None:
        return None
    if not isinstance(given, str):
        text.refuse("extends", f"must be the name or folder of one pack, got {shown(given)}")
        return None
    other = pack_folder(given, folder)
    if other is None:
        text.refuse("extends", _no_pack(given))
        return None
    if other in (folder, *above):
        text.refuse("extends", f"must not lead back to the pack itself, got {given!r}")
        return None
    return _read(other, (*above, folder))


def _pack(folder: Path, text: PackText, base: Pack | None) -> Pack:
    for unknown in text.data.keys() - set(_FIELDS):
        reason = f"must be one of {', '.join(_FIELDS)}"
        text.refuse(unknown, f"{reason}, got {unknown!r}{did_you_mean(unknown, _FIELDS)}")
    for name in ("name", "description"):
        given = text.data.get(name)
        if not isinstance(given, str) or not given.strip():
            text.refuse(name, f"must be a text, got {shown(given)}")
        elif name == "name" and not _NAME.fullmatch(given):
            reason = "must be 1 to 100 letters, digits, hyphens, dots and underscores"
            text.refuse(name, f"{reason}, got {given!r}")
    default = base.default if base else Level.MANDATORY
    if "default" in text.data:
        default = _level(text, "default", text.data["default"], _FOR_ANY)
    rules = (*(base.rules if base else ()), *_rules(folder, text))
    return Pack(
        name=str(text.data.get("name")),
        description=str(text.data.get("description")),
        default=default,
        levels={**(base.levels if base else {}), **_levels(text, rules)},
        rules=tuple(dict.fromkeys(rules)),
    )


def _rules(folder: Path, text: PackText) -> list[Rule | PlanRule]:
    """Return the rules of the folders and packages that the pack names."""
    given = text.data.get("rules") or []
    named = given if isinstance(given, list) else [given]
    found = list[Rule | PlanRule]()
    for item in named:
        place = folder / item if isinstance(item, str) else None
        if place is not None and place.is_dir():
            found += rules_in(place.resolve())
        elif isinstance(item, str) and (installed := package(item)):
            found += rules_in(installed, item)
        else:
            text.refuse("rules", f"must be folders or packages of rules, got {shown(item)}")
    return found


def _levels(text: PackText, own: tuple[Rule | PlanRule, ...]) -> dict[str, Level]:
    given = text.data.get("levels")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        text.refuse("levels", f"must be a mapping of rules to levels, got {shown(given)}")
        return {}
    known = {rule.name: rule for rule in (*all_rules(), *own)}
    found = dict[str, Level]()
    for name, level in given.items():
        path = f"levels.{name}"
        if name not in known:
            hint = did_you_mean(name, known)
            text.refuse(path, f"must name a rule that exists, got {name!r}{hint}")
        found[name] = _level(text, path, level, _levels_of(known.get(name)))
    return found


def _levels_of(rule: Rule | PlanRule | None) -> tuple[Level, ...]:
    """Levels that a rule can have: only what knows a repair can be repaired."""
    return _FOR_ANY if isinstance(rule, PlanRule) or (rule and not rule.repair) else tuple(Level)


def _level(text: PackText, path: str, given: Any, levels: tuple[Level, ...]) -> Level:
    if isinstance(given, str) and given in levels:
        return Level(given)
    hint = did_you_mean(given, list(map(str, levels))) if isinstance(given, str) else ""
    reason = ", as there is no repair" if given == Level.REMEDIATE else ""
    text.refuse(path, f"must be one of {', '.join(levels)}{reason}, got {shown(given)}{hint}")
    return Level.MANDATORY
