"""With the least inputs that AWS takes, what it fills in comes back and is no difference."""

import pytest

from sandbox.provider.tables import resource_types
from sandbox.schema.store import resource_schema
from tests.sandbox.provider.cases import CASES, Case
from tests.sandbox.provider.conftest import fill
from tests.sandbox.provider.engine import Engine

DIFF_NONE = 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.type.rsplit(":", 1)[1])
def test_a_refresh_and_a_second_up_show_nothing(
    case: Case, engine: Engine, world: dict[str, str]
) -> None:
    schema, kind = resource_schema(case.token), resource_types()[case.token]
    assert schema is not None
    wanted = {name for name, prop in schema.inputs.items() if prop.required}
    wanted |= {name for group in kind.exactly_one for name in group} | {*case.least}
    inputs = {k: v for k, v in fill(case.inputs, world).items() if k in wanted}
    made = engine.create(case.token, "least", inputs)
    seen = engine.read(made)
    assert seen is not None
    assert (seen.inputs, seen.outputs) == (made.inputs, made.outputs)
    assert engine.diff(seen, inputs).changes == DIFF_NONE
    engine.delete(made)
