import pytest

from sandbox.account.iam.conditions import hold, like


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
        ("ArnLike", "arn:aws:iam::1:role/a", "arn:aws:iam:*:role/a", False),
        ("ArnLike", "arn:aws:iam::1:role/a:b", "arn:aws:iam::1:role/*", True),
        ("ArnEquals", "arn:aws:sqs:eu-west-1:1:q", "arn:aws:sqs", True),
        ("ArnLike", "no arn", "arn:*", False),
        ("StringLike", "[a]", "[a]", True),
        ("IpAddress", "10.1.2.3", "somewhere", False),
        ("DateLessThan", "2026-01-02T00:00:00Z", "1800000000", True),
        ("ForAnyValue:StringEquals", ["a", "b"], "b", True),
        ("ForAllValues:StringLike", ["a1", "a2"], "a?", True),
        ("ForAllValues:StringNotEquals", ["a", "b"], "b", False),
        ("ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], True),
        ("ForAnyValue:NumericLessThan", ["3", "9"], "4", True),
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
        ("ForAnyValue:StringEqualsIfExists", True),
        ("ForAllValues:StringNotEquals", True),
        ("ArnNotLikeIfExists", True),
        ("NotIpAddress", True),
        ("BoolIfExists", True),
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


TEAM = {"aws:username": "jo", "aws:principaltag/team": "fr*d"}


@pytest.mark.parametrize(
    ("value", "pattern", "matches"),
    [
        ("home/jo/a", "home/${aws:username}/*", True),
        ("home/ann/a", "home/${aws:username}/*", False),
        ("home//a", "home/${aws:userid}/*", False),
        ("none", "${aws:PrincipalTag/unit, 'none'}", True),
        ("fr*d", "${aws:PrincipalTag/Team}", True),
        ("fraud", "${aws:PrincipalTag/Team}", False),
        ("a*c", "a${*}c", True),
        ("abc", "a${*}c", False),
        ("${aws:username}", "${$}{aws:username}", True),
    ],
)
def test_variables_are_the_request_s_and_their_values_no_wildcards(value, pattern, matches):
    assert like(value, pattern, TEAM) is matches


def test_a_condition_compares_with_a_variable():
    own = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    assert hold(own, {"aws:principaltag/team": "a", "aws:resourcetag/team": "a"})
    assert not hold(own, {"aws:principaltag/team": "a", "aws:resourcetag/team": "b"})
    assert not hold(own, {"aws:resourcetag/team": "a"})
