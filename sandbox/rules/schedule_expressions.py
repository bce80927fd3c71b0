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
_FORMS = {
    "at": r"at\((?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)\)",
    "rate": r"rate\([1-9]\d* (minute|hour|day)s?\)",
    "strict_rate": r"rate\((1 (minute|hour|day)|(?!1 )[1-9]\d* (minute|hour|day)s)\)",
    "cron": r"\s*cron\((?P<fields>\s*(\S+\s+){5}\S+\s*)\)\s*",
    "short_cron": r"\s*cron\((?P<fields>\s*(\S+\s+){4}\S+\s*)\)\s*",
}
"""A `rate` may be of `1 minutes`, a `strict_rate` may not; a `short_cron` has no year."""


def is_schedule(expression: str, forms: str) -> bool:
    """Whether it is of one of some forms."""
    tried = (re.fullmatch(_FORMS[form], expression, re.IGNORECASE) for form in forms.split())
    found = next(filter(None, tried), None)
    given = found.groupdict() if found else {}
    if "time" in given:
        return _is_time(given["time"].upper())
    return found is not None and ("fields" not in given or _is_cron(given["fields"].upper()))


def _is_time(text: str) -> bool:
    try:
        return bool(datetime.datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_cron(text: str) -> bool:
    fields = text.split()
    days = [fields[2], fields[4]]
    each = zip(fields, _FIELDS, strict=False)
    return days.count("?") == 1 and all(_is_field(field, *form) for field, form in each)


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
