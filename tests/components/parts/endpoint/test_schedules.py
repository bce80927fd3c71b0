import pytest

from tests.components.endpoint_support import VERSION
from tests.components.parts.endpoint.test_modes import problems_of

DAILY = "cron(0 7 * * ? *)"


@pytest.mark.parametrize(
    ("schedule", "problem"),
    [
        (
            {"schedule": "0 7 * * *", "min_instances": 1},
            "schedules.day.schedule: must be cron(<minute> <hour> <day> <month> <weekday> <year>), "
            "rate(…) or at(…), got '0 7 * * *'",
        ),
        (
            {"schedule": DAILY},
            "schedules.day: must change min_instances or max_instances, got neither",
        ),
        (
            {"schedule": DAILY, "min_instances": 0},
            "schedules.day.min_instances: must be at least 1 for an endpoint that answers at once, "
            "got 0",
        ),
        (
            {"schedule": DAILY, "min_instances": 3, "max_instances": 2},
            "schedules.day.max_instances: must be at least min_instances, 3, got 2",
        ),
        (
            {"schedule": DAILY, "min_instances": 1, "timezone": "Europe/Munich"},
            "schedules.day.timezone: must be the name of a time zone, like Europe/Berlin, "
            "got 'Europe/Munich'",
        ),
    ],
    ids=str,
)
def test_says_what_is_wrong_with_a_schedule(schedule, problem):
    assert problems_of(model_package_arn=VERSION, schedules={"day": schedule}) == [problem]


def test_names_are_of_small_letters():
    day = {"schedule": DAILY, "min_instances": 1}
    assert problems_of(model_package_arn=VERSION, schedules={"Day": day}) == [
        "schedules.Day: must be small letters, digits and hyphens, got 'Day'"
    ]


def test_an_asynchronous_endpoint_may_have_nothing_at_night():
    for schedule in (DAILY, "rate(1 day)", "at(2030-01-31T07:00:00)"):
        night = {"schedule": schedule, "max_instances": 0}
        assert (
            problems_of(model_package_arn=VERSION, asynchronous={}, schedules={"night": night})
            == []
        )
