"""Whether a schedule expression says a time: `rate(5 minutes)`, `cron(0 12 * * ? *)`, `at(…)`."""

import datetime
import re

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS = (
    (0, 59, (), ""),
    (0, 23, (), ""),
    (1, 31, (), r"\?|L|LW|L-\d+|\d+W"),
    (1, 12, _MONTHS, ""),
    (1, 7, _DAYS, r"\?|L|[1-7]L|[A-Z]{3}L|([1-7]|[A-Z]{3})#[1-5]"),
    (1970, 2199, (), ""),
)
"""Of minute, hour, day of the month, month, day of the week and year: range, names, and forms."""


def is_cron(expression: str, *, year: bool = True) -> bool:
    """Whether it is `cron(…)` of six fields; of five, too, unless it needs the `year`."""
    found = re.fullmatch(r"cron\((.+)\)", expression.strip(), re.IGNORECASE)
    fields = found[1].upper().split() if found else []
    if len(fields) != 6 and (year or len(fields) != 5):
        return False
    if [fields[2], fields[4]].count("?") != 1:
        return False
    return all(_is_field(text, *form) for text, form in zip(fields, _FIELDS, strict=False))


def _is_field(text: str, low: int, high: int, names: tuple[str, ...], special: str) -> bool:
    def is_value(value: str) -> bool:
        return value in names or (value.isdigit() and low <= int(value) <= high)

    for part in text.split(","):
        if special and re.fullmatch(special, part):
            continue
        value, _, step = part.partition("/")
        if "/" in part and not (step.isdigit() and int(step) > 0):
            return False
        if value != "*" and not all(is_value(end) for end in value.split("-", 1)):
            return False
    return True


def is_rate(expression: str, *, plural: bool = True) -> bool:
    """Whether it is `rate(…)`; `plural` is whether one minute may not be `1 minutes`."""
    form = r"rate\(([1-9]\d*) (minute|hour|day)(s?)\)"
    found = re.fullmatch(form, expression, re.IGNORECASE)
    return found is not None and (not plural or (found[1] == "1") != (found[3] == "s"))


def is_at(expression: str) -> bool:
    """Whether it is `at(…)` with a date and a time."""
    found = re.fullmatch(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)\)", expression, re.IGNORECASE)
    try:
        return found is not None and bool(datetime.datetime.fromisoformat(found[1].upper()))
    except ValueError:
        return False
