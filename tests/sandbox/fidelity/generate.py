"""Valid requests of an operation, made from its model: the least that it takes, and the most."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.service_model.pattern import matcher
from tests.sandbox.fidelity.texts import matching

Shape = Any
"""botocore's shapes carry no types that a checker could follow."""

ABSENT = object()
WHEN = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
PLAIN = ("fraud", "s3://fraud/data", "10.0.0.0/24", "arn:aws:s3:::fraud", "1", "a@example.com")
"""Values to try where a pattern asks for something; else one is made from the pattern."""


@dataclass(frozen=True)
class Maker:
    """Makes the parameters of one request."""

    most: bool
    """Whether every member is set, or only what is required."""

    given: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """By path without indexes, the value; None leaves the member out."""

    least: frozenset[str] = frozenset()
    """Paths of members that AWS requires though the model does not say so."""

    named: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """By name of a member, values to try, of which the first that fits is taken."""

    stem: str = "fraud"
    """Beginning of names that nobody gave."""

    def structure(self, shape: Shape, path: str = "", above: tuple[str, ...] = ()) -> Any:
        """Return a value of a structure, empty where it holds itself."""
        found = dict[str, Any]()
        if shape is None or shape.name in above:
            return found
        union = shape.is_tagged_union
        for name, member in shape.members.items():
            at = f"{path}.{name}" if path else name
            if at in self.given and self.given[at] is None:
                continue
            wanted = name in shape.required_members or at in self.least
            if not (wanted or (self.most and not member.metadata.get("deprecated"))):
                continue
            if union and found:
                break
            if at not in self.given and union and self._chosen(shape, path):
                continue
            value = self.value(member, at, (*above, shape.name))
            if value is not ABSENT:
                found[name] = value
        return found

    def _chosen(self, shape: Shape, path: str) -> bool:
        """Whether it is given which member of a union is set."""
        return any(f"{path}.{name}" in self.given for name in shape.members)

    def value(self, shape: Shape, path: str, above: tuple[str, ...]) -> Any:
        """Return a value of any shape."""
        if path in self.given:
            return self.given[path]
        match shape.type_name:
            case "structure":
                return ABSENT if shape.name in above else self.structure(shape, path, above)
            case "list":
                item = self.value(shape.member, path, above)
                return ABSENT if item is ABSENT else [item] * max(1, shape.metadata.get("min", 1))
            case "map":
                value = self.value(shape.value, path, above)
                return ABSENT if value is ABSENT else {self._text(shape.key, path): value}
            case "string":
                return self._text(shape, path)
            case "boolean":
                return self.most
            case "timestamp":
                return WHEN
            case "blob":
                return b"x"
            case _:
                return max(int(shape.metadata.get("min", 1)), 1)

    def _text(self, shape: Shape, path: str) -> str:
        member = path.rsplit(".", 1)[-1]
        if enum := shape.metadata.get("enum"):
            return str(enum[0])
        low = shape.metadata.get("min", 1)
        tried = self.named.get(member, ())
        tried = (tried,) if isinstance(tried, str) else tuple(tried)
        for text in (*tried, self.stem, self.stem.replace("-", ""), *PLAIN):
            if fits(shape, text):
                return text
        return matching(shape.metadata.get("pattern", ".*"), low)


def fits(shape: Shape, text: str) -> bool:
    """Whether a model takes a text."""
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max", 1 << 30)
    pattern = shape.metadata.get("pattern")
    matches = matcher(pattern) if pattern else None
    return low <= len(text) <= high and (matches is None or bool(matches(text)))
