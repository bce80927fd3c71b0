from generator.reference import reference
from tests.generator.support import BLUEPRINTS


def test_every_field_and_every_setting_has_a_row():
    page = reference(BLUEPRINTS)
    for name in ("team", "cost_center", "account", "expires", "protect_data", "cidr", "size"):
        assert f"| `{name}` | " in page
    assert "| `size` | `small`, `large` | How large. Default: small. |" in page


def test_maps_of_parts_are_told_from_parts():
    page = reference(BLUEPRINTS)
    assert "| field of `pond` |" in page
    assert "| field of `trees.<name>` |" in page
