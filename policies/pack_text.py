"""The text of a pack file: its fields, the line of each, and every problem at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


@dataclass
class PackText:
    """What a pack file says, and where it says it."""

    data: dict[str, Any] = field(default_factory=dict[str, Any])
    """The fields, as texts, lists and mappings of them."""

    lines: dict[str, int] = field(default_factory=dict[str, int])
    """Number of the line of every field, by its path: `levels.key-rotates`."""

    problems: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """What is wrong, after the number of its line; 0 when the whole text is meant."""

    def refuse(self, path: str, reason: str) -> None:
        """Note what is wrong with one field."""
        self.problems.append((self.lines.get(path, 0), f"{path}: {reason}"))

    def messages(self, file: str) -> str:
        """Every problem, one a line, in the order of the file."""
        return "\n".join(
            f"{file}:{line}: {problem}" if line else f"{file}: {problem}"
            for line, problem in sorted(self.problems)
        )


def read_pack_text(text: str) -> PackText:
    """Read a YAML mapping whose values are texts, lists and mappings of texts; never raises."""
    found = PackText()
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found.problems.append((mark.line + 1 if mark else 0, f"must be YAML, got {error.problem}"))
        return found
    except YAMLError as error:
        found.problems.append((0, f"must be YAML, got {str(error).splitlines()[0]}"))
        return found
    if not isinstance(root, MappingNode):
        found.problems.append((0, "must hold a mapping with name, description and levels"))
        return found
    try:
        found.data = _mapping(root, "", found)
    except RecursionError:
        found.problems.append((0, "must be a flat mapping, got values that hold themselves"))
    return found


def _mapping(node: MappingNode, path: str, found: PackText) -> dict[str, Any]:
    values = dict[str, Any]()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        below = f"{path}.{key}" if path else key
        if below in found.lines:
            reason = f"{below}: must be given once, got it on line {found.lines[below]} too"
            found.problems.append((key_node.start_mark.line + 1, reason))
            continue
        found.lines[below] = key_node.start_mark.line + 1
        values[key] = _value(value_node, below, found)
    return values


def _value(node: Node, path: str, found: PackText) -> Any:
    if isinstance(node, MappingNode):
        return _mapping(node, path, found)
    if isinstance(node, SequenceNode):
        return [_value(item, f"{path}[{index}]", found) for index, item in enumerate(node.value)]
    is_null = isinstance(node, ScalarNode) and node.tag.endswith(":null")
    return None if is_null else str(node.value)


def shown(value: object) -> str:
    """What was given, short enough for one line."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else repr(value)
