"""Order of the tests, and what keeps their overhead small."""

import gc

import pytest

# All that is imported to collect the tests stays to the end: looking through it for garbage, then
# and later, would take a tenth of the time of all tests.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take long, so that both workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("engine") is None)


def pytest_collection_finish() -> None:
    """Look for garbage again, but only in what the tests themselves make."""
    gc.freeze()
    gc.enable()
