import importlib
import sys

import pytest

from tests.pipelines.steps_support import ROOT

NAMES = ("validate", "prepare", "comparison", "baseline")


@pytest.fixture
def steps(monkeypatch):
    """The modules as a job has them: side by side in one folder."""
    monkeypatch.syspath_prepend(str(ROOT / "steps"))
    yield [importlib.import_module(name) for name in NAMES]
    for name in NAMES:
        del sys.modules[name]
