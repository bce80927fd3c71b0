"""Which groups of the registry a function works on, where a team names some of them."""

from collections.abc import Iterator, Sequence

from components.errors import Problem


def chosen_groups_problems(
    groups: Sequence[str], of_registry: Sequence[str], *, most: int
) -> Iterator[Problem]:
    """Yield a problem when there are more than `most`, or ones that the registry does not have."""
    if len(groups) > most:
        yield Problem("groups", f"must be at most {most} groups, got {len(groups)}")
    unknown = sorted(set(groups) - set(of_registry))
    if unknown:
        yield Problem("groups", f"must be groups of the registry, got {unknown}")
