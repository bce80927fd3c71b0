"""A stack file as it lies on disk: what was generated, what people and Pulumi added, what changed.

Pulumi writes into the same file (secrets provider, `pulumi config set`) and may change its layout,
so files are compared by what they say and never by their bytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from generator.generate import HEADER, PROVIDERS, checksum
from generator.yaml_reader import YamlProblem, read_yaml
from generator.yaml_writer import yaml_text

OWNED = frozenset(
    {
        *(
            f"{provider}:{setting}"
            for provider in PROVIDERS
            for setting in ("region", "allowedAccountIds", "defaultTags")
        ),
        "stepwell:team",
        "stepwell:environment",
        "stepwell:level",
        "stepwell:settings",
        "stepwell:policy_packs",
        "stepwell:exceptions",
    }
)
"""Keys that follow from the spec; they are never kept from a file on disk."""

_CHECKSUM = re.compile(rb"^#.*\bChecksum: ([0-9a-f]{16})\s*$", re.MULTILINE)
_HEADER = tuple(line.split("{")[0] for line in HEADER.splitlines())


class State(Enum):
    """How a stack file on disk relates to the spec it was generated from."""

    CURRENT = "current"
    """It says what the spec says."""

    STALE = "stale"
    """It says what an earlier spec said."""

    EDITED = "edited"
    """Somebody changed by hand what is generated."""

    UNREADABLE = "unreadable"
    """It is no YAML mapping."""


@dataclass(frozen=True)
class StackFile:
    """What one stack file says."""

    generated: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Configuration that follows from a spec."""

    added: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Configuration that `pulumi config set` added, secrets included."""

    pulumi: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What Pulumi keeps beside the configuration: `encryptionsalt` and the like."""

    comments: tuple[str, ...] = ()
    """Lines of comment that somebody wrote."""

    checksum: str = ""
    """Checksum that the generator left in the header."""

    problems: tuple[YamlProblem, ...] = ()
    """Why the file cannot be read."""

    def state(self, wanted: Mapping[str, Any]) -> State:
        """Compare with the configuration that the spec asks for."""
        if self.problems:
            return State.UNREADABLE
        if self.generated == wanted:
            return State.CURRENT
        untouched = self.checksum == checksum(self.generated)
        return State.STALE if untouched else State.EDITED

    def carried_over(self, text: str) -> str:
        """Return the newly generated `text` with everything that is not ours kept."""
        header, config = text.split("config:\n", 1)
        comments = "".join(f"{line}\n" for line in self.comments)
        kept = f"{config}{yaml_text(self.added, 2)}{yaml_text(self.pulumi)}"
        return f"{header}{comments}config:\n{kept}"


def read_stack_file(content: bytes) -> StackFile:
    """Read a stack file; never raises."""
    document = read_yaml(content)
    config = document.data.get("config", {})
    if not isinstance(config, dict) and not document.problems:
        line = document.lines["config"]
        document.problems.append(YamlProblem(line, "config", "must be a mapping"))
    if document.problems:
        return StackFile(problems=tuple(document.problems))
    found = _CHECKSUM.search(content)
    return StackFile(
        generated={k: v for k, v in config.items() if _is_ours(k, v)},
        added={k: v for k, v in config.items() if not _is_ours(k, v)},
        pulumi={k: v for k, v in document.data.items() if k != "config"},
        comments=tuple(_comments(content.decode("utf-8-sig"))),
        checksum=found[1].decode() if found else "",
    )


def _is_ours(key: str, value: Any) -> bool:
    """Whether the spec decides about a key; a secret under a new name is somebody's own."""
    secret = isinstance(value, dict) and value.keys() == {"secure"}
    return key in OWNED or (key.startswith("stepwell:") and not secret)


def _comments(text: str) -> Iterator[str]:
    """Whole lines of comment, without those of the header."""
    for line in text.splitlines():
        comment = line.strip()
        if comment.startswith("#") and not comment.startswith(_HEADER):
            yield comment
