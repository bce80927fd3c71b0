"""Order of the tests, and what keeps their overhead small."""

import gc

import pytest

from plan.lazy_sdk import load_what_is_named

load_what_is_named()

GARBAGE_OBJECTS = 5_000_000
"""Half a gigabyte: a recorded plan leaves a twentieth of it in cycles, and nothing else much."""

# All that is imported to collect the tests stays to the end: looking through it for garbage, then
# and later, would take a tenth of the time of all tests.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first, and last the many small files, so that both workers end together."""

    def turn(item: pytest.Item) -> int:
        if item.get_closest_marker("engine") is not None:
            return 0
        return 2 if "components" in item.path.parts else 1

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """Look for garbage again, but only in what the tests themselves make, and once it is much."""
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS)
    gc.enable()


def pytest_sessionfinish() -> None:
    """Leave the rest to the end of the process."""
    gc.freeze()
