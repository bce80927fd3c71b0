"""All rules: a rule is part of the catalogue by being a file in `policies/rules/<topic>`."""

import functools
import importlib
from pathlib import Path

from policies.rule import PlanRule, Rule

_RULES = Path(__file__).parent / "rules"


@functools.cache
def all_rules() -> tuple[Rule | PlanRule, ...]:
    """Every rule, ordered by name."""
    found = [rule_in(path) for path in _RULES.glob("*/[!_]*.py")]
    return tuple(sorted(found, key=lambda rule: rule.name))


def rule_in(path: Path) -> Rule | PlanRule:
    """Return the one rule of a file, which carries the name of the file."""
    module = importlib.import_module(f"policies.rules.{path.parent.name}.{path.stem}")
    found = getattr(module, path.stem, None)
    if not isinstance(found, (Rule, PlanRule)):
        where = path.relative_to(_RULES.parent)
        raise TypeError(f"{where}: must define a rule named {path.stem}, got {found!r}")
    return found


def topics() -> dict[str, str]:
    """Topic, which is the folder, by name of the rule."""
    return {rule_in(path).name: path.parent.name for path in _RULES.glob("*/[!_]*.py")}
