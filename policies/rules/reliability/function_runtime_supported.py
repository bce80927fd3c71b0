"""What a function runs in still gets security fixes."""

import re
from collections.abc import Iterator

from policies.rule import Props, rule

_OLDEST = {
    "dotnet": (8,),
    "java": (11,),
    "nodejs": (20,),
    "python": (3, 10),
    "ruby": (3, 2),
}
"""Oldest version of each language that the control takes; what is newer is taken as well."""
_OTHERS = ("java8.al2", "provided.al2", "provided.al2023")

_RUNTIME = re.compile(r"([a-z]+)([0-9]+)(?:\.([0-9]+))?.*")


@rule(
    applies_to="aws:lambda/function:Function",
    why="holes in an old runtime stay open, and one day AWS refuses to change the function",
    source="AWS Security Hub, control Lambda.2",
)
def function_runtime_supported(props: Props) -> Iterator[str]:
    """Functions run in a runtime that AWS supports; images bring their own."""
    if "runtime" not in props:
        return
    runtime = str(props["runtime"])
    if runtime not in _OTHERS and not _is_supported(runtime):
        yield f"set runtime to one that AWS supports, got {runtime!r}"


def _is_supported(runtime: str) -> bool:
    found = _RUNTIME.fullmatch(runtime)
    if found is None or found[1] not in _OLDEST:
        return False
    return tuple(int(part) for part in found.groups()[1:] if part) >= _OLDEST[found[1]]
