import datetime
import json

import pytest

from policies.exceptions import ExceptionsError, PolicyException, covering, read_exceptions

WRITTEN = {
    "rule": "bucket-versioned",
    "resource": "lake-raw",
    "reason": "it is a copy",
    "owner": "jo@acme.example",
    "expires": "2027-03-31",
}
EXCEPTION = PolicyException(**{**WRITTEN, "expires": datetime.date(2027, 3, 31)})
LAST_DAY = EXCEPTION.expires


def found(
    rule: str = "bucket-versioned",
    stack: str = "fraud-dev",
    resource: str = "fraud-dev-lake-raw",
    today: datetime.date = LAST_DAY,
    exceptions: tuple[PolicyException, ...] = (EXCEPTION,),
) -> PolicyException | None:
    return covering(exceptions, rule=rule, stack=stack, resource=resource, today=today)


def test_it_covers_the_resource_in_every_stack_if_it_leaves_the_prefix_out():
    assert found() is EXCEPTION
    assert found(stack="fraud-prod", resource="fraud-prod-lake-raw") is EXCEPTION
    assert found(resource="lake-raw") is EXCEPTION


def test_it_covers_no_other_rule_resource_or_stack():
    assert found(rule="bucket-denies-plain-http") is None
    assert found(resource="fraud-dev-lake-raw-2") is None
    assert found(stack="fraud-prod") is None
    assert found(resource="") is None


def test_it_covers_nothing_after_its_last_day():
    assert found(today=LAST_DAY + datetime.timedelta(days=1)) is None


def test_one_that_has_expired_does_not_hide_one_that_has_not():
    old = PolicyException(**{**WRITTEN, "expires": datetime.date(2020, 1, 1)})
    assert found(exceptions=(old, EXCEPTION)) is EXCEPTION


def test_what_is_allowed_says_who_allows_it_until_when_and_why():
    assert EXCEPTION.allow("set versioning, got none") == (
        "set versioning, got none\nallowed by jo@acme.example until 2027-03-31: it is a copy"
    )


def test_they_are_read_as_the_engine_passes_them():
    assert read_exceptions(json.dumps([WRITTEN])) == (EXCEPTION,)
    assert read_exceptions(None) == read_exceptions("[]") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "stepwell:exceptions: must be JSON, got '{'"),
        ("{}", "stepwell:exceptions: must be a list, got {}"),
        ("[7]", "stepwell:exceptions[0]: must be a mapping of rule, resource, reason, owner, "),
        (json.dumps([{**WRITTEN, "x": ""}]), "stepwell:exceptions[0]: must be a mapping of rule,"),
        (
            json.dumps([WRITTEN, {**WRITTEN, "owner": " "}]),
            "stepwell:exceptions[1].owner: must be a text, got ' '",
        ),
        (
            json.dumps([{**WRITTEN, "expires": "never"}]),
            "stepwell:exceptions[0].expires: must be a date like 2027-03-31, got 'never'",
        ),
    ],
)
def test_anything_else_is_refused_so_that_nothing_is_allowed_by_mistake(text, message):
    with pytest.raises(ExceptionsError) as refused:
        read_exceptions(text)
    assert str(refused.value).startswith(message)
    assert str(refused.value).endswith("`stepwell new`")
