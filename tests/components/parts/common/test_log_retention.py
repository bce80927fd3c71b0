import pytest

from components.parts.common.log_retention import (
    DEFAULT_LOG_RETENTION_DAYS,
    RETENTION_DAYS,
    retention_problems,
)


def test_keeps_logs_for_ninety_days_unless_told():
    assert DEFAULT_LOG_RETENTION_DAYS == 90
    assert not list(retention_problems("log_retention_days", DEFAULT_LOG_RETENTION_DAYS))


@pytest.mark.parametrize("days", [0, -1, 2, 100, 3654])
def test_refuses_what_cloudwatch_refuses_and_lists_what_it_takes(days):
    (problem,) = retention_problems("log_retention_days", days)
    assert problem.field == "log_retention_days"
    assert problem.reason.endswith(f"3653 days, got {days}")


def test_values_are_listed_once_and_in_order():
    assert list(RETENTION_DAYS) == sorted(set(RETENTION_DAYS))
