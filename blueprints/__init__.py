"""One maturity level a file: settings, parts, and how the parts are wired."""

from blueprints.blueprint import Blueprint
from blueprints.level_0 import Level0
from blueprints.level_1 import Level1

BLUEPRINTS: dict[int, type[Blueprint]] = {
    blueprint.level: blueprint for blueprint in (Level0, Level1)
}
"""Every blueprint by its maturity level."""
