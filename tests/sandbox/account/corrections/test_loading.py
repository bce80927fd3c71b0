from typing import Any

import pytest
from moto.core.utils import get_service_model

from sandbox.account import corrections

SERVICES = sorted({service for service, _ in corrections.corrected()})


@pytest.mark.parametrize("service", SERVICES)
def test_a_correction_is_of_calls_and_functions_that_there_are(service: str) -> None:
    model: Any = get_service_model(service)
    names = {name for of, name in corrections.corrected() if of == service}
    assert names <= set(model.operation_names)
    corrections.load(service)


def test_a_row_says_what_moto_does_wrong() -> None:
    assert all(row["moto"] for row in corrections.rows().values())
