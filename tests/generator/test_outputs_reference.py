from blueprints import BLUEPRINTS
from generator.outputs_reference import outputs_reference
from tests.blueprints.support import compose


def test_every_output_of_a_whole_stack_is_described():
    page = outputs_reference(BLUEPRINTS)
    exported = compose().resources[0].outputs
    assert len(exported) > 20
    for name in exported:
        assert f"| `{name}` | " in page


def test_what_a_lower_level_exports_is_not_repeated():
    page = outputs_reference(BLUEPRINTS)
    assert page.count("| `raw_bucket` |") == 1
