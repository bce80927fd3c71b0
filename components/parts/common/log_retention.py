"""How long log groups keep what is written to them."""

from collections.abc import Iterator

from components.errors import Problem

DEFAULT_LOG_RETENTION_DAYS = 90

RETENTION_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
"""The only values that CloudWatch Logs accepts (API reference, `PutRetentionPolicy`)."""


def retention_problems(field: str, days: int) -> Iterator[Problem]:
    """Yield a problem when CloudWatch Logs would refuse to keep logs for `days`."""
    if days not in RETENTION_DAYS:
        allowed = ", ".join(str(d) for d in RETENTION_DAYS)
        yield Problem(field, f"must be one of {allowed} days, got {days}")
