"""One maturity level a file: settings, parts, and how the parts are wired."""

from blueprints.blueprint import Blueprint
from blueprints.level_0 import Level0
from blueprints.level_1 import Level1
from blueprints.level_2 import Level2

BLUEPRINTS: dict[int, type[Blueprint]] = {
    blueprint.level: blueprint for blueprint in (Level0, Level1, Level2)
}
"""Every blueprint by its maturity level."""
