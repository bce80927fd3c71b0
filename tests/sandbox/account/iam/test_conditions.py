import pytest

from sandbox.account.iam.conditions import filled, hold, like


@pytest.mark.parametrize(
    ("operator", "given", "wanted", "met"),
    [
        ("StringEquals", "a", ["b", "a"], True),
        ("StringEquals", "A", "a", False),
        ("StringEqualsIgnoreCase", "A", "a", True),
        ("StringNotEquals", "a", ["b", "a"], False),
        ("StringLike", "fraud-dev-x", "fraud-*", True),
        ("StringNotLike", "fraud-dev-x", "fraud-*", False),
        ("ArnLike", "arn:aws:iam::1:role/a", "arn:aws:iam::*:role/?", True),
        ("ArnNotEquals", "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b", True),
        ("NumericLessThanEquals", "3", "3", True),
        ("NumericGreaterThan", "3", 3, False),
        ("NumericEquals", "three", "3", False),
        ("DateGreaterThan", "2026-01-02T00:00:00Z", "2026-01-01", True),
        ("Bool", True, "true", True),
        ("Bool", "false", True, False),
        ("IpAddress", "10.1.2.3", "10.0.0.0/8", True),
        ("NotIpAddress", "10.1.2.3", ["192.168.0.0/16"], True),
        ("Null", "x", "false", True),
        ("ForAnyValue:StringEquals", ["a", "b"], "b", True),
        ("ForAllValues:StringEquals", ["a", "b"], "b", False),
        ("ForAnyValue:StringNotEquals", ["a", "b"], "b", True),
    ],
)
def test_an_operator_compares(operator, given, wanted, met):
    assert hold({operator: {"aws:Key": wanted}}, {"aws:key": given}) is met


@pytest.mark.parametrize(
    ("operator", "met"),
    [
        ("StringEquals", False),
        ("StringEqualsIfExists", True),
        ("StringNotEquals", True),
        ("ForAllValues:StringEquals", True),
        ("ForAnyValue:StringEquals", False),
        ("ForAnyValue:StringNotEquals", False),
        ("NumericLessThan", False),
        ("Null", True),
    ],
)
def test_a_key_that_is_absent(operator, met):
    assert hold({operator: {"aws:Key": "true"}}, {}) is met


def test_all_conditions_have_to_be_met():
    both = {"StringEquals": {"a:x": "1", "a:y": "2"}}
    assert hold(both, {"a:x": "1", "a:y": "2"})
    assert not hold(both, {"a:x": "1", "a:y": "3"})


def test_variables_are_the_request_s_and_match_nothing_when_absent():
    assert filled("home/${aws:username}/*", {"aws:username": "jo"}) == "home/jo/*"
    assert filled("${aws:PrincipalTag/team, 'none'}", {}) == "none"
    assert not like("home//x", filled("home/${aws:username}/x", {}))
