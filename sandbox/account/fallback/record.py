"""One thing that the fallback made, or changed on top of moto, and what a service says of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Shape = Any
"""A botocore shape, whose properties carry no types that a checker could follow."""

_SETTLED = (
    *("InService", "ACTIVE", "Active", "Created", "AVAILABLE", "Available", "Ready", "READY"),
    *("ENABLED", "Enabled", "COMPLETED", "Completed", "SUCCEEDED", "Scheduled", "RUNNING"),
    *("Running", "OK"),
)
_STOPPED = ("Stopped", "STOPPED", "Inactive", "INACTIVE", "DISABLED", "Disabled")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Record:
    """One thing of a service in a region of an account."""

    service: str
    account: str
    region: str
    noun: str
    data: dict[str, Any] = field(default_factory=dict[str, Any])
    """What was sent for it, by the members' names."""

    arn: str = ""
    id: str = ""
    created: datetime = field(default_factory=_now)
    modified: datetime = field(default_factory=_now)
    stopped: bool = False
    overlay: bool = False
    """Whether moto holds the thing itself and this only changes it."""

    echo: dict[str, Any] = field(default_factory=dict[str, Any])
    """What moto was sent when it made the thing; it may forget some."""

    tags: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def name(self) -> str | None:
        """Its name, if it has one."""
        sent = (*self.data.items(), *self.echo.items())
        names = (v for m, v in sent if isinstance(v, str) and self._own(m.lower(), "name"))
        return next(names, None)

    def change(self, params: Mapping[str, Any]) -> None:
        """Change it by what an update was sent, in the names of its own description."""
        self.data = merged(self.data, params)
        self.modified = _now()

    def fact(self, member: str, shape: Shape) -> Any:
        """Return what is known about an output member that nobody sent, None if nothing is."""
        name = member.lower()
        if shape.type_name == "timestamp" or re.search(r"(date|time)$", name):
            made = re.match(r"(creat|start|regist)", name) or "creation" in name
            if not made and "modif" not in name and "updat" not in name:
                return None
            when = self.created if made else self.modified
            return when if shape.type_name == "timestamp" else f"{when:%Y-%m-%dT%H:%M:%SZ}"
        if shape.type_name != "string":
            return None
        if self._own(name, "arn") or self._own(name, "resource") or name == "resourcearn":
            return self.arn or None
        if self._own(name, "identifier") or self._own(name, "id"):
            return self.id or None
        if self._own(name, "name"):
            return self.name
        if self._own(name, "status") or self._own(name, "state"):
            wanted = _STOPPED if self.stopped else _SETTLED
            return next((value for value in wanted if value in (shape.enum or ())), None)
        return None

    def named(self, member: str, value: Any) -> bool:
        """Say whether `member=value` of a request can mean this thing."""
        given = self.data.get(member, self.echo.get(member))
        if given is not None:
            return bool(given == value)
        if member.lower().endswith("arn"):
            return bool(self.arn == value)
        return value in (self.id, self.arn, self.name)

    def selected(self, member: str, value: Any) -> bool:
        """Say whether this passes one filter of a list operation."""
        if isinstance(value, list):
            single = re.sub(r"(List|s)$", "", member)
            return not value or any(self.named(single, item) for item in value)
        name = member.removesuffix("Equals")
        if name.endswith("Contains"):
            return value in (self.name or "")
        return name not in self.data or self.data[name] == value

    def _own(self, member: str, ending: str) -> bool:
        """Say whether a member is about this thing: `Arn`, `ProfileArn`, `UserProfileArn`."""
        stem = member.removesuffix(ending)
        return stem != member and self.noun.lower().endswith(stem)


def described(shape: Shape, record: Record, depth: int = 0) -> dict[str, Any]:
    """Fill an output shape from one record."""
    result: dict[str, Any] = {}
    sent = {name.lower(): value for name, value in record.data.items()}
    members: Mapping[str, Shape] = shape.members if shape is not None else {}
    for name, member in members.items():
        value = sent.get(name.lower())
        if value is None or not _fits(value, member):
            value = record.fact(name, member)
            # The thing itself may be a member: `{"WorkGroup": {…}}`.
            itself = len(members) == 1 or _is_about(name, record)
            if value is None and depth == 0 and itself and member.type_name == "structure":
                value = described(member, record, 1) or None
        if value is not None:
            result[name] = value
    return result


def listed(shape: Shape, records: Sequence[Record], noun: str) -> dict[str, Any]:
    """Fill the one list of an output shape that is about `noun`."""
    lists = [name for name, member in shape.members.items() if member.type_name == "list"]
    own = [name for name in lists if name.lower().startswith(noun.lower()[:6])]
    if not lists:
        return {}
    name = (own or lists)[0]
    item = shape.members[name].member
    if item.type_name == "structure":
        return {name: [described(item, record, 1) for record in records]}
    arns = name.lower().endswith("arns")
    return {name: [record.arn if arns else record.name or record.id for record in records]}


def overlaid(shape: Shape, result: dict[str, Any], record: Record) -> None:
    """Change what moto says of a thing by what the fallback was told since."""
    changed = record.modified != record.created
    for name, member in shape.members.items():
        if name in record.data and _fits(record.data[name], member):
            result[name] = merged(result.get(name), record.data[name])
        elif member.type_name == "structure" and isinstance(result.get(name), dict):
            if _is_about(name, record):
                overlaid(member, result[name], record)
        elif name in record.echo and not result.get(name) and _fits(record.echo[name], member):
            result[name] = record.echo[name]
        elif changed and member.type_name == "timestamp" and "modif" in name.lower():
            result[name] = record.modified


def _fits(value: Any, shape: Shape) -> bool:
    kinds: Any = {"structure": Mapping, "map": Mapping, "list": (list, tuple), "string": str}
    if shape.type_name in kinds:
        return isinstance(value, kinds[shape.type_name])
    return not isinstance(value, (Mapping, list))


def _is_about(member: str, record: Record) -> bool:
    """Say whether a member holds the thing: `project`, `ProjectResponse` or `ProjectInfo`."""
    return record.noun.lower().endswith(re.sub(r"(?<=.)(response|info)$", "", member.lower()))


def merged(old: Any, new: Any) -> Any:
    """Return `old` changed by `new`: structures member by member, everything else replaced.

    `RemoveX: True` is how some services take `X` back; it stays, for what moto still says of `X`.
    """
    if not isinstance(new, Mapping):
        return new
    result: dict[str, Any] = {**old} if isinstance(old, Mapping) else {}
    for key, value in new.items():
        if value is True and re.match(r"Remove[A-Z]", key):
            result.pop(key.removeprefix("Remove"), None)
        else:
            result.pop(f"Remove{key}", None)
        result[key] = merged(result.get(key), value)
    return result


def canonical(params: Mapping[str, Any], noun: str) -> dict[str, Any]:
    """Return parameters under the names that the thing's own description uses.

    Update requests spell them otherwise: `NewBudget`, `ConfigurationUpdates`,
    `DomainSettingsForUpdate`. What a request wraps in a structure named like the thing
    (`AnomalyMonitor: {…}`) belongs to the thing itself.
    """
    named = _canonical(params)
    for key, value in list(named.items()):
        if isinstance(value, dict) and noun.lower().endswith(key.lower()):
            named.update({k: v for k, v in value.items() if k not in named})
    return named


def _canonical(value: Any) -> Any:
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    endings = r"(?<=[a-z])(ForUpdate|Updates|Update)$|^New(?=[A-Z])"
    return {re.sub(endings, "", key): _canonical(item) for key, item in value.items()}
