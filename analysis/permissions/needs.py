"""What each resource type needs: reads the table.

A file is about one service, and is called as IAM calls it. An entry names, for `create`, `read`,
`update` and `delete`, the actions that the provider performs; without a service, an action is of
the file's. `on` says on what, `at` where an action is about something else, `[scopes]` where it is
for every type; see `scopes` for the words. `passes` names the properties that hold roles and the
service that gets them, `linked` the services that make a role of their own in the account, `keys`
the properties that hold a KMS key and what is done with it. `when` adds actions for a property.

Sources: the Service Authorization Reference, the `handlers` of the CloudFormation resource
schemas, and the calls of the Terraform provider that Pulumi's is built on.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import resources
from typing import Any

OPERATIONS = ("create", "read", "update", "delete")

DEFAULT_ARN = "arn:{partition}:{service}:{region}:{account}:"

NATIVE = "aws-native"
"""Entry of what every type of that provider needs besides its own."""


@dataclass(frozen=True)
class Action:
    """One action, and what has to be there for it."""

    name: str
    """`s3:CreateBucket`."""

    operation: str
    """`create`, `read`, `update` or `delete`."""

    scopes: tuple[str, ...]
    """What it acts on, each with a whole ARN or `*`."""

    only_with: str = ""
    """Path of a property without which it is not performed."""


@dataclass(frozen=True)
class Needs:
    """What resources of one type need."""

    token: str
    actions: tuple[Action, ...]
    passes: Mapping[str, str]
    """By path of a property that holds roles, the service that gets them."""

    linked: tuple[str, ...]
    """Services that make a service-linked role when the first such resource is made."""


@dataclass(frozen=True)
class _File:
    service: str
    arn: str
    scopes: Mapping[str, list[str]]
    entries: Mapping[str, dict[str, Any]]


@functools.cache
def needs() -> Mapping[str, Needs]:
    """What every known type needs, by type token."""
    files = {file.service: file for file in _files()}
    return {
        token: Needs(
            token,
            tuple(_actions(files, file, entry)),
            entry.get("passes", {}),
            tuple(entry.get("linked", ())),
        )
        for file in files.values()
        for token, entry in file.entries.items()
    }


def _files() -> Iterator[_File]:
    for path in resources.files("analysis.permissions.table").iterdir():
        if path.name.endswith(".toml"):
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            service = path.name.removesuffix(".toml")
            arn = content.pop("arn", DEFAULT_ARN).replace("{service}", service)
            yield _File(service, arn, content.pop("scopes", {}), content)


def _actions(files: Mapping[str, _File], file: _File, entry: Mapping[str, Any]) -> Iterator[Action]:
    own = {name: on for names, on in entry.get("at", {}).items() for name in names.split()}

    def found(names: str, operation: str, only_with: str = "") -> Iterator[Action]:
        for name in names.split():
            of = files[name.split(":")[0]] if ":" in name else file
            bare = name.split(":")[-1]
            key_of = f" own key/{{{only_with}}}" if of.service == "kms" and only_with else ""
            scopes = own.get(name) or _general(of, bare) or entry.get("on", [])
            yield Action(
                f"{of.service}:{bare}",
                operation,
                tuple(_whole(of.arn, s, key_of) for s in scopes),
                only_with,
            )

    for operation in OPERATIONS:
        yield from found(entry.get(operation, ""), operation)
    for extra in (*entry.get("when", ()), *_keys(entry)):
        changes = extra.get("change", "")
        for operation in OPERATIONS:
            also = changes if operation in ("create", "update") else ""
            names = f"{extra.get(operation, '')} {also}"
            yield from found(names, operation, extra["property"])


def _keys(entry: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for path, uses in entry.get("keys", {}).items():
        named = {k: " ".join(f"kms:{name}" for name in v.split()) for k, v in uses.items()}
        yield {"property": path, **named}


def _general(file: _File, name: str) -> list[str] | None:
    """Where an action acts whatever the type; a name stands before the patterns that match it."""
    matching = (on for pattern, on in file.scopes.items() if fnmatchcase(name, pattern))
    return file.scopes.get(name) or next(matching, None)


def _whole(base: str, scope: str, key_of: str) -> str:
    """A scope with a whole ARN; for a key that a property holds, the one that it holds."""
    *word, rest = scope.split(" ", 1)
    if key_of and rest == "key/*":
        rest = key_of.split()[-1]
    arn = rest if rest == "*" or rest.startswith("arn:") else f"{base}{rest}"
    return " ".join((*word, arn))
