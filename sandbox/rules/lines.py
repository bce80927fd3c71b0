"""Rules that a line says: `<service>.toml` beside the functions of a service, by operation.

A path of members, without indexes, has the format that its values must have, as in the provider's
table (`formats`), or sentences about the object there; an empty path is the request itself:

| sentence | refused |
|---|---|
| `A excludes B` | both are given |
| `A needs B` | A is given and B is not; `B or C` for a choice |
| `A only with B x` | A is given and B is another value |
| `exactly one of A B`, `at least one of A B` | another number of them is given |
| `A at most B`, `A below B` | the number or time A is greater; `with C x` for a condition |
| `A holds 1 to 3` | a list of another length |
| `A differ`, `A differ in X` | one value of a list, or of X in it, twice |
| `A.X among B.Y or C.Y` | one X that is no Y |

After a member may stand its values, with `*` and `?`: `VolumeType io1 io2 needs Iops`; `unset` is
one, too. What is false or empty counts as not given. A path leads into JSON text as into members.
"""

import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib import resources
from typing import Any

from botocore.utils import parse_to_aware_datetime

from sandbox.names import as_text
from sandbox.provider.formats import problem
from sandbox.rules.partly_known import NotKnown

Object = Mapping[str, Any]
Said = tuple[str, str]
"""Member that a sentence is about, and what AWS says."""


Line = tuple[str, str]
"""A path, and a format or a sentence."""


def lines(entries: Mapping[str, Any]) -> tuple[Line, ...]:
    """Lines as they stand in a table: by path a format, or a list of sentences."""
    return tuple(
        (path, line)
        for path, given in entries.items()
        for line in ([given] if isinstance(given, str) else given)
    )


@functools.cache
def table(service: str) -> Mapping[str, Any]:
    """What `<service>.toml` says; nothing where there is none."""
    file = resources.files("sandbox.rules") / f"{service.replace('-', '_')}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@functools.cache
def lines_of(service: str, operation: str) -> tuple[Line, ...]:
    """Every line about an operation."""
    found = table(service).items()
    entries = (paths for operations, paths in found if operation in operations.split())
    return tuple(line for paths in entries for line in lines(paths))


def named_in(about: Iterable[Line]) -> frozenset[str]:
    """Every word in lines: the members that they look at are among them."""
    return frozenset(re.findall(r"\w+", " ".join(f"{path} {line}" for path, line in about)))


def refused_by(about: Iterable[Line], given: Object) -> Iterator[Said]:
    """Path of a member with its indexes, and what is said against it."""
    for path, line in about:
        try:
            yield from list(_against(given, path, line))
        except (NotKnown, ValueError):
            continue


def _against(given: Object, path: str, line: str) -> Iterator[Said]:
    sentence = _sentence(line)
    for value, at in objects_at(given, path):
        if sentence is None:
            required = problem(line, value)
            if required:
                yield at, required
        elif said := sentence(_document(value)):
            yield f"{at}.{said[0]}" if at else said[0], said[1]


def _document(value: Any) -> Object:
    """An object, which may be given as JSON text; empty where it is none."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, Mapping) else {}


def objects_at(given: Object, path: str) -> Iterator[tuple[Any, str]]:
    """Each value at a path, which leads through lists and JSON text, and its own path."""
    return _found(given, path.split(".") if path else [], "")


def _found(value: Any, path: list[str], at: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _found(item, path, f"{at}[{index}]")
    elif not path:
        yield value, at
    else:
        inner = _document(value).get(path[0])
        if inner is not None:
            yield from _found(inner, path[1:], f"{at}.{path[0]}" if at else path[0])


def _at(given: Object, member: str) -> Any:
    """A member's value, None where it is not given; `a.b` is one inside another."""
    value: Any = given
    for name in member.split("."):
        value = _document(value).get(name)
    return None if value in ("", [], {}) else value


def is_given(given: Object, member: str, values: Sequence[str] = ()) -> bool:
    """Whether a member is given, with one of the values if there are any."""
    value = _at(given, member)
    if value is None:
        return "unset" in values
    if not values:
        return value is not False and value != "false"
    return any(fnmatchcase(as_text(value), form) for form in values)


def _shown(member: str, values: list[str]) -> str:
    return f"{member} {' or '.join(v for v in values if v != 'unset')}".strip()


def _pair(left: str, word: str, right: str, given: Object) -> Said | None:
    member, *values = left.split()
    if not is_given(given, member, values):
        return None
    first, *wanted = right.split(" or ")[0].split()
    others = right.split(" or ")[1:]
    there = is_given(given, first, wanted) or any(is_given(given, other) for other in others)
    if there != (word == "excludes"):
        return None
    this, that = _shown(member, values), " or ".join([_shown(first, wanted), *others])
    if word == "excludes":
        at = first if values else member
        return at, f"{this} cannot be specified together with {that}."
    if word == "needs":
        return (first if first not in given else member), f"{this} requires {that}."
    return member, f"{this} can only be specified with {that}, got {_at(given, first)!r}."


def _count(word: str, members: str, given: Object) -> Said | None:
    names = members.split()
    there = [name for name in names if is_given(given, name)]
    if len(there) == 1 or (there and word == "at least"):
        return None
    got = " and ".join(there) or "none"
    said = f"{word.capitalize()} one of {', '.join(names)} must be specified, got {got}."
    return (there or names)[0], said


def _order(left: str, word: str, right: str, where: str | None, given: Object) -> Said | None:
    low, high = given.get(left), given.get(right)
    condition, *values = (where or left).split()
    if not is_given(given, condition, values):
        return None
    if low is None or high is None or _amount(low) < _amount(high):
        return None
    if word == "at most" and _amount(low) == _amount(high):
        return None
    than = "less than" if word == "below" else "less than or equal to"
    return left, f"{left} must be {than} {right}, got {low} and {high}."


def _amount(value: Any) -> float:
    """A number, or a time as one."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return parse_to_aware_datetime(value).timestamp()


def _length(member: str, low: str, high: str, given: Object) -> Said | None:
    items = given.get(member)
    if items is None or int(low) <= len(items) <= int(high):
        return None
    return member, f"{member} must have {low} to {high} items, got {len(items)}."


def _values(path: str, given: Object) -> list[tuple[Any, str]]:
    return list(objects_at(given, path))


def _distinct(member: str, key: str | None, given: Object) -> Said | None:
    values = [value for value, _ in _values(f"{member}.{key}" if key else member, given)]
    twice = next((value for value in values if values.count(value) > 1), None)
    of = f"{key} in {member}" if key else member
    return (member, f"{of} must be unique, got {twice!r} twice.") if twice is not None else None


def _among(path: str, places: str, given: Object) -> Said | None:
    known = [value for place in places.split(" or ") for value, _ in _values(place, given)]
    for value, at in _values(path, given):
        if value not in known:
            return at, f"{path} must be among {places}, got {value!r}."
    return None


_FORMS: tuple[tuple[str, Callable[..., Said | None]], ...] = (
    (r"(exactly|at least) one of (.+)", _count),
    (r"(.+) (excludes|needs|only with) (.+)", _pair),
    (r"(\S+) (at most|below) (\S+)(?: with (.+))?", _order),
    (r"(\S+) holds (\d+) to (\d+)", _length),
    (r"(\S+) differ(?: in (\S+))?", _distinct),
    (r"(\S+) among (.+)", _among),
)


@functools.cache
def _sentence(line: str) -> Callable[[Object], Said | None] | None:
    """The sentence that a line is; None where it is a format."""
    for form, said in _FORMS:
        if found := re.fullmatch(form, line):
            return functools.partial(said, *found.groups())
    return None
