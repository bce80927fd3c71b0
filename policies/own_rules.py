"""A company's own rules, from a folder of its own: files `<topic>/<rule>.py`, as ours are."""

import functools
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from policies.catalogue import all_rules, rule_of
from policies.errors import PolicyError, shown_path
from policies.rule import PlanRule, Rule


@functools.cache
def rules_in(folder: Path, package: str = "") -> tuple[Rule | PlanRule, ...]:
    """Return the rules in `folder`, ordered by name; files that start with `_` or `test_` are none.

    Args:
        folder: The folder of the topics, absolute.
        package: Name under which the folder can be imported; without it each file stands alone.

    Raises:
        PolicyError: with every file that is no rule, or has the name of another one.
    """
    problems = list[str]()
    taken = {rule.name: "one of Stepwell's" for rule in all_rules()}
    found = list[Rule | PlanRule]()
    for path in _files(folder):
        where = shown_path(path)
        try:
            rule = rule_of(_module(path, package), path.stem, where)
        except PolicyError as error:
            problems.append(str(error))
            continue
        if rule.name in taken:
            reason = f"must have a name of its own, got {path.stem!r}, {taken[rule.name]}"
            problems.append(f"{where}: {reason}; rename file and function")
        taken[rule.name] = f"that of {where}"
        found.append(rule)
    if not found and not problems:
        problems.append(f"{shown_path(folder)}: must hold rules as <topic>/<rule>.py, got none")
    if problems:
        raise PolicyError("\n".join(problems))
    return tuple(sorted(found, key=lambda rule: rule.name))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*/*.py")):
        if not path.name.startswith(("_", "test_", "conftest.")):
            yield path


def _module(path: Path, package: str) -> ModuleType:
    try:
        if package:
            return importlib.import_module(f"{package}.{path.parent.name}.{path.stem}")
        return _alone(path)
    except (Exception, SystemExit) as error:
        raise PolicyError(_not_importable(path, error)) from error


def _alone(path: Path) -> ModuleType:
    """Import a file that is part of no package, under a name that no other file has."""
    place = sha256(str(path.parent).encode()).hexdigest()[:12]
    name = f"policy_rules_{place}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None, "every .py file has a loader"
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _not_importable(path: Path, error: BaseException) -> str:
    """Say which line of the file failed, and how."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
    line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
    place = f"{shown_path(path)}:{line}" if line else shown_path(path)
    what = error.msg if isinstance(error, SyntaxError) else str(error)
    reason = f"{type(error).__name__}: {what}".rstrip(": ").splitlines()[0]
    return f"{place}: must be importable, got {reason}"
