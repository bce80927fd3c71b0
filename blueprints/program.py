"""The Pulumi program: from a stack's configuration to its declared resources."""

import sys
from typing import Any

import pulumi

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError, Team
from components.errors import Problem

_ALREADY_REPORTED = 32
"""Exit code that tells Pulumi's Python runtime that the error has been shown."""


def run() -> None:
    """Compose the stack that the configuration describes and export its outputs.

    Raises:
        SettingsError: for configuration that no blueprint can compose.
    """
    config = pulumi.Config("stepwell")
    team = Team(config.require("team"), config.require("environment"))
    if team.prefix != pulumi.get_stack():
        reason = f"must be {team.prefix!r}, as its team and environment say"
        raise SettingsError([Problem("stack", f"{reason}, got {pulumi.get_stack()!r}")])
    level = config.require_int("level")
    if level not in BLUEPRINTS:
        known = ", ".join(str(number) for number in BLUEPRINTS)
        raise SettingsError([Problem("level", f"must be one of {known}, got {level}")])
    settings: dict[str, Any] = config.get_object("settings") or {}
    outputs = BLUEPRINTS[level].from_settings(settings).compose(team)
    for name, value in outputs.items():
        pulumi.export(name, value)


def main() -> None:
    """Run the program for the engine; a mistake of the user's is one message, not a traceback."""
    try:
        run()
    except pulumi.RunError as error:
        pulumi.log.error(str(error))
        sys.exit(_ALREADY_REPORTED)
