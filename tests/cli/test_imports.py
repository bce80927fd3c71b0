import gc

import pytest

from cli.imports import heavy_imports


def test_the_collector_rests_only_inside():
    with heavy_imports():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()


def test_the_collector_wakes_after_a_failure():
    with pytest.raises(ImportError), heavy_imports():
        raise ImportError
    assert gc.isenabled()
    gc.unfreeze()
