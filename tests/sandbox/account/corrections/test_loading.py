import pkgutil

import botocore.session
import pytest
from moto.core.utils import get_service_model

from sandbox.account import corrections
from sandbox.account.correction_table import rows

SERVICES = frozenset(botocore.session.get_session().get_available_services())
NAMES = {"any", *(name.replace("-", "_") for name in SERVICES)}


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(corrections.__path__)])
def test_a_name_begins_with_a_service_or_the_correction_would_never_be_loaded(module: str) -> None:
    words = module.split("_")
    assert {"_".join(words[: count + 1]) for count in range(len(words))} & NAMES


@pytest.mark.parametrize(("calls", "row"), rows().items(), ids=" ".join)
def test_a_row_is_of_calls_that_there_are_and_says_what_moto_does_wrong(calls, row) -> None:
    service, *operations = calls
    assert set(operations) <= set(get_service_model(service).operation_names)
    assert row["moto"]
    for function in row.get("nothing", ()):
        assert pkgutil.resolve_name(function.rpartition(".")[0])
