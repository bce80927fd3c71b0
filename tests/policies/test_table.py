from policies.catalogue import all_rules
from policies.table import PAGE, table


def test_the_page_is_fresh():
    assert PAGE.read_text() == table(), "run python -m policies.table"


def test_every_rule_is_on_the_page():
    page = table()
    for rule in all_rules():
        assert f"| [{rule.name}](" in page
