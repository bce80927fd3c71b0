"""All rules: a rule is part of the catalogue by being a file in `policies/rules/<topic>`."""

import functools
import importlib
from pathlib import Path

from policies.errors import PolicyError
from policies.rule import PlanRule, Rule

_RULES = Path(__file__).parent / "rules"


@functools.cache
def all_rules() -> tuple[Rule | PlanRule, ...]:
    """Every rule, ordered by name.

    Raises:
        PolicyError: if a file holds no rule, or two rules have one name.
    """
    found = dict[str, Rule | PlanRule]()
    for path in sorted(_RULES.glob("*/[!_]*.py")):
        rule = rule_in(path)
        if rule.name in found:
            where = path.relative_to(_RULES.parent)
            raise PolicyError(f"{where}: must have a name of its own, got that of another rule")
        found[rule.name] = rule
    return tuple(rule for _, rule in sorted(found.items()))


def rule_in(path: Path) -> Rule | PlanRule:
    """Return the one rule of a file, which carries the name of the file."""
    module = importlib.import_module(f"policies.rules.{path.parent.name}.{path.stem}")
    return rule_of(module, path.stem, str(path.relative_to(_RULES.parent)))


def rule_of(module: object, stem: str, where: str) -> Rule | PlanRule:
    """Return the rule that a module has to define.

    Raises:
        PolicyError: if the module defines none of the name of its file.
    """
    found = getattr(module, stem, None)
    if not isinstance(found, (Rule, PlanRule)) or found.name != stem.replace("_", "-"):
        given = "nothing of that name" if found is None else repr(found)
        raise PolicyError(f"{where}: must define a rule named {stem}, got {given}")
    return found


def topics() -> dict[str, str]:
    """Topic, which is the folder, by name of the rule."""
    return {rule_in(path).name: path.parent.name for path in _RULES.glob("*/[!_]*.py")}
