"""Reads YAML that people write: plain data, the line of every field, and every problem at once."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_BYTES = 256 * 1024
MAX_VALUES = 20_000

_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?(0o[0-7]+|0x[0-9a-fA-F]+|0|[1-9][0-9]{0,99})")


class YamlProblem(NamedTuple):
    """One thing that makes a text unusable as YAML."""

    line: int
    """Number of the line; 0 when the whole text is meant."""

    field: str
    """Path of the field, empty when the whole text is meant."""

    reason: str
    """What is required and what was given."""


@dataclass
class Document:
    """What a YAML text says, and where it says it."""

    data: dict[str, Any] = field(default_factory=dict[str, Any])
    """The mapping at the top, as plain data."""

    lines: dict[str, int] = field(default_factory=dict[str, int])
    """Number of the line of every field, by its path."""

    problems: list[YamlProblem] = field(default_factory=list[YamlProblem])
    """What is wrong with the text; `data` holds what could be read in spite of it."""

    values: int = 0
    """How many values were read, aliases counted each time they are used."""


def join(path: str, key: str | int) -> str:
    """Path of the field `key` below `path`: `zones[0].cidr`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def parents(path: str) -> Iterator[str]:
    """Paths above a field, the nearest first, the empty path last."""
    while path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
        yield path


def read_yaml(content: bytes) -> Document:
    """Read one YAML mapping; never raises."""
    document = Document()
    problem = _not_text(content)
    if problem is None:
        problem = _compose(content.decode("utf-8-sig"), document)
    if problem is not None:
        document.problems.insert(0, problem)
    return document


def _not_text(content: bytes) -> YamlProblem | None:
    if len(content) > MAX_BYTES:
        return YamlProblem(0, "", f"must be at most {MAX_BYTES} bytes, got {len(content)}")
    if b"\0" in content:
        return YamlProblem(0, "", "must be a text file, got binary data")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return YamlProblem(line, "", f"must be UTF-8 text, got byte 0x{content[error.start]:02x}")
    return None


def _compose(text: str, document: Document) -> YamlProblem | None:
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return YamlProblem(mark.line + 1 if mark else 0, "", _syntax(error))
    except YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0) + 1
        reason = str(error).splitlines()[0] if str(error) else "an unreadable character"
        return YamlProblem(line, "", f"must be YAML, got {reason}")
    except RecursionError:
        return YamlProblem(0, "", "must be a flat mapping, got values nested too deeply")
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, AssertionError) as error:
        # The parser has crashed on malformed input before; its user must not see that.
        return YamlProblem(0, "", f"must be YAML, got something unreadable ({error})")
    if root is None or _is_null(root):
        return YamlProblem(0, "", "must hold a mapping, got an empty file")
    if not isinstance(root, MappingNode):
        kind = "a list" if isinstance(root, SequenceNode) else f"the text {root.value!r:.60}"
        return YamlProblem(root.start_mark.line + 1, "", f"must hold a mapping, got {kind}")
    try:
        document.data = _Builder(document).mapping(root, "", ())
    except _TooManyValues:
        return YamlProblem(0, "", f"must hold at most {MAX_VALUES} values, aliases included")
    return None


def _syntax(error: MarkedYAMLError) -> str:
    what = str(error.problem or error.context or "something unreadable")
    if "'\\t'" in what or "\t" in what:
        return "must be indented with spaces, got a tab"
    if "another document" in what:
        return "must be one YAML document, got a second one after '---'"
    context = f" ({error.context})" if error.context and error.context != what else ""
    return f"must be YAML, got an error: {what}{context}"


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == f"{_TAG}null"


class _TooManyValues(Exception):
    """Aliases multiply a small file into a huge one."""


class _Builder:
    """Turns composed nodes into plain data, noting lines and problems."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def value(self, node: Node, path: str, above: tuple[int, ...]) -> Any:
        self.document.values += 1
        if self.document.values > MAX_VALUES:
            raise _TooManyValues
        if id(node) in above or len(above) > 50:
            self._problem(node, path, "must not contain itself or be nested deeper than 50")
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, path, above)
        if isinstance(node, SequenceNode):
            return self._sequence(node, path, above)
        return self._scalar(node, path)

    def mapping(self, node: MappingNode, path: str, above: tuple[int, ...]) -> dict[str, Any]:
        found = dict[str, Any]()
        if node.tag != f"{_TAG}map":
            self._problem(node, path, f"must be a plain mapping, got the tag {node.tag!r}")
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.tag != f"{_TAG}str":
                given = repr(key_node.value) if isinstance(key_node, ScalarNode) else "a collection"
                self._problem(key_node, path, f"must have texts as keys, got {given}; quote it")
                continue
            key = str(key_node.value)
            below = join(path, key)
            if _has_surrogates(key):
                reason = "must have Unicode texts as keys, got half of a surrogate pair"
                self._problem(key_node, path, reason)
                continue
            if key in found:
                first = self.document.lines[below]
                self._problem(key_node, below, f"must be given once, got it on line {first} too")
                continue
            self.document.lines[below] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, below, (*above, id(node)))
        return found

    def _sequence(self, node: SequenceNode, path: str, above: tuple[int, ...]) -> list[Any]:
        if node.tag != f"{_TAG}seq":
            self._problem(node, path, f"must be a plain list, got the tag {node.tag!r}")
        found = list[Any]()
        for index, item in enumerate(node.value):
            below = join(path, index)
            self.document.lines[below] = item.start_mark.line + 1
            found.append(self.value(item, below, (*above, id(node))))
        return found

    def _scalar(self, node: Node, path: str) -> Any:
        text = str(node.value)
        tag = str(node.tag).removeprefix(_TAG)
        if tag in ("str", "timestamp"):
            if _has_surrogates(text):
                self._problem(node, path, "must be Unicode text, got half of a surrogate pair")
                return ""
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() in ("true", "yes", "on")
        if tag == "int" and _INTEGER.fullmatch(text):
            return int(text, 0)
        if tag == "float" and math.isfinite(number := _float(text)):
            return number
        fix = "put it in quotes if it is a text"
        self._problem(node, path, f"must be a plain value, got {text!r:.60}; {fix}")
        return text

    def _problem(self, node: Node, path: str, reason: str) -> None:
        self.document.problems.append(YamlProblem(node.start_mark.line + 1, path, reason))


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _has_surrogates(text: str) -> bool:
    """Whether an escape for half a character made a text that no file can hold."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
