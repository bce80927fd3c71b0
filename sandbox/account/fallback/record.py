"""One thing that the fallback made, or changed on top of moto, and what a service says of it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_SETTLED = (
    *("InService", "ACTIVE", "Active", "Created", "AVAILABLE", "Available", "Ready", "READY"),
    *("ENABLED", "Enabled", "COMPLETED", "Completed", "SUCCEEDED", "Scheduled", "RUNNING"),
    *("Running", "OK"),
)
_STOPPED = ("Stopped", "STOPPED", "Inactive", "INACTIVE", "DISABLED", "Disabled")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


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
    created: datetime.datetime = field(default_factory=_now)
    modified: datetime.datetime = field(default_factory=_now)
    stopped: bool = False
    overlay: bool = False
    """Whether moto holds the thing itself and this only changes it."""

    echo: dict[str, Any] = field(default_factory=dict[str, Any])
    """What moto was sent when it made the thing; it may forget some."""

    tags: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def changed(self) -> bool:
        """Whether anything has been changed through the fallback."""
        return self.modified != self.created

    def fact(self, member: str, shape: Any) -> Any:
        """Return what is known about an output member that nobody sent, None if nothing is."""
        name = member.lower()
        if shape.type_name == "timestamp" or re.search(r"(date|time)$", name):
            if re.match(r"(creat|start|regist)", name) or "creation" in name:
                return self._time(self.created, shape)
            if "modif" in name or "updat" in name:
                return self._time(self.modified, shape)
            return None
        if shape.type_name != "string":
            return None
        if self._own(name, "arn", "resource"):
            return self.arn or None
        if self._own(name, "identifier") or self._own(name, "id"):
            return self.id or None
        if self._own(name, "name"):
            return self.name
        if getattr(shape, "enum", None) and self._own(name, "status", "state"):
            return self._status(shape.enum)
        return None

    def named(self, member: str, value: Any) -> bool:
        """Say whether `member=value` of a request can mean this thing."""
        known = self.data.get(member, self.echo.get(member))
        if known is not None:
            return bool(known == value)
        name = member.lower()
        if name.endswith("arn"):
            return bool(self.arn == value)
        return value in (self.id, self.arn, self.name)

    def selected(self, member: str, value: Any) -> bool:
        """Say whether this passes one filter of a list operation."""
        if isinstance(value, list):
            single = re.sub(r"(List|s)$", "", member)
            return not value or any(self.named(single, item) for item in value)
        name = re.sub(r"Equals$", "", member)
        if name.endswith("Contains"):
            return value in (self.name or "")
        return name not in self.data or self.data[name] == value

    @property
    def name(self) -> str | None:
        """Its name, if it has one."""
        for member, value in (*self.data.items(), *self.echo.items()):
            if isinstance(value, str) and self._own(member.lower(), "name"):
                return value
        return None

    def _own(self, member: str, ending: str, *more: str) -> bool:
        """Say whether a member is about this thing: `Arn`, `ProfileArn`, `UserProfileArn`."""
        for end in (ending, *more):
            if member.endswith(end) and self.noun.lower().endswith(member[: -len(end)]):
                return True
        return member in {f"{word}{ending}" for word in more}

    def _status(self, enum: list[str]) -> str | None:
        wanted = _STOPPED if self.stopped else _SETTLED
        return next((value for value in wanted if value in enum), None)

    def _time(self, when: datetime.datetime, shape: Any) -> Any:
        return when if shape.type_name == "timestamp" else when.strftime("%Y-%m-%dT%H:%M:%SZ")


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
    found: dict[str, Any] = {}
    for key, item in value.items():
        name = re.sub(r"(?<=[a-z])(ForUpdate|Updates|Update)$", "", key)
        name = re.sub(r"^New(?=[A-Z])", "", name)
        found[name] = _canonical(item)
    return found
