"""Which packs a stack is held to: what follows from what it is, and what its team names."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from policies.catalogue import all_rules
from policies.pack import Pack, strictest
from policies.pack_file import named_pack
from policies.places import our_packs

CONFIG_KEY = "stepwell:policy_packs"
"""Key of the stack's configuration that holds the packs that its team names."""

_PRODUCTION = ("prod", "production")
"""Environments that are production by their name; any other is if its team names the pack."""


def packs_of_stack(
    *, level: int, environment: str, data_class: str, named: Iterable[str] = ()
) -> tuple[str, ...]:
    """Name the packs: the baseline, those that level, environment and data class ask for, `named`.

    A team adds packs and leaves none out: what one resource cannot keep is an exception.
    """
    asked = ["baseline", f"level-{level}", data_class]
    asked += ["production"] if environment in _PRODUCTION else []
    by_default = [name for name in asked if name in our_packs()]
    return tuple(dict.fromkeys((*by_default, *named)))


def pack_of_all(names: Sequence[str], base: Path) -> Pack:
    """Return what the packs of these names ask for together; folders are looked for below `base`.

    Raises:
        PolicyError: if one of them cannot be used.
    """
    packs = [named_pack(name, base) for name in names]
    return strictest(packs, [rule.name for rule in all_rules()])
