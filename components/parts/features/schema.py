"""Feature groups as the team's schema file says them: what a group holds, whatever stores it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from components.errors import Problem

_NAME = re.compile(r"[a-zA-Z0-9]([-_]*[a-zA-Z0-9]){0,63}")
_GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_GROUP_NAME = 32
"""With the longest prefix, 20 and 10 characters and a hyphen, and one more, this fills 64."""

_RESERVED = ("api_invocation_time", "is_deleted", "write_time")
"""Columns that Feature Store adds (SageMaker API reference, `CreateFeatureGroup`)."""

MOST_FEATURES = 2500
_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 128


class FeatureType(StrEnum):
    """What a feature's values are, in SageMaker's words."""

    STRING = "String"
    INTEGRAL = "Integral"
    FRACTIONAL = "Fractional"


@dataclass(frozen=True)
class Feature:
    """One column of a group."""

    type: str
    description: str = ""
    retired: bool = False
    """Whether nobody is to use it any more; SageMaker cannot take a feature out of a group."""


@dataclass(frozen=True)
class GroupSchema:
    """The columns of one group, and which of them say whose a record is and of when."""

    record_id: str
    event_time: str
    features: Mapping[str, Feature]
    """By name, in the order of the file."""

    description: str = ""

    def inputs(self) -> dict[str, Any]:
        """Inputs of the group's resource that follow from the file, by their names on the wire."""
        return {
            "recordIdentifierFeatureName": self.record_id,
            "eventTimeFeatureName": self.event_time,
            "featureDefinitions": [
                {"featureName": name, "featureType": feature.type}
                for name, feature in self.features.items()
            ],
        }


def parse(content: Any) -> tuple[dict[str, GroupSchema], list[Problem]]:
    """Groups by name in what a schema file holds, and everything wrong with it."""
    problems = list[Problem]()
    found = dict[str, GroupSchema]()
    if not _is_map(content) or not content:
        got = type(content).__name__ if content else "nothing"
        return found, [Problem("", f"must hold feature groups by name, got {got}")]
    for name, about in content.items():
        own = [*_group_name_problems(name), *_group_problems(about)]
        problems += [Problem(f"{name}.{p.field}".rstrip("."), p.reason) for p in own]
        if not own:
            found[name] = GroupSchema(
                about["record_id"],
                about["event_time"],
                {key: _feature(value) for key, value in about["features"].items()},
                about.get("description", ""),
            )
    return found, problems


def _feature(about: Any) -> Feature:
    if isinstance(about, str):
        return Feature(about)
    return Feature(about["type"], about.get("description", ""), about.get("retired", False))


def _is_map(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _group_name_problems(name: Any) -> Iterator[Problem]:
    text = isinstance(name, str)
    if not text or not _GROUP_NAME.fullmatch(name) or len(name) > _LONGEST_GROUP_NAME:
        yield Problem(
            "",
            "must be lowercase letters, digits and single hyphens, at most"
            f" {_LONGEST_GROUP_NAME}, got {name!r}",
        )


def _group_problems(about: Any) -> Iterator[Problem]:
    if not _is_map(about):
        yield Problem("", f"must hold record_id, event_time and features, got {about!r}")
        return
    yield from _field_problems(about, ("record_id", "event_time", "features"), ("description",))
    features = about.get("features")
    if not _is_map(features) or not features:
        if "features" in about:
            yield Problem("features", f"must hold types by name of a feature, got {features!r}")
        return
    if len(features) > MOST_FEATURES:
        yield Problem("features", f"must be at most {MOST_FEATURES}, got {len(features)}")
    seen = dict[str, str]()
    for name, feature in features.items():
        for problem in (*_feature_name_problems(name, seen), *_feature_problems(feature)):
            yield Problem(f"features.{name}.{problem.field}".rstrip("."), problem.reason)
    for field in ("record_id", "event_time"):
        if field in about:
            yield from _key_problems(field, about[field], features)
    if "record_id" in about and about["record_id"] == about.get("event_time"):
        yield Problem(
            "event_time",
            f"must be another feature than record_id, got both {about['event_time']!r}",
        )


def _field_problems(
    about: Mapping[str, Any], required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Problem]:
    known = (*required, *optional)
    for field in about:
        if field not in known:
            yield Problem(str(field), f"must be one of {', '.join(known)}, got {field!r}")
    for field in required:
        if field not in about:
            yield Problem(field, "must be given, got nothing")
    description = about.get("description", "")
    if not isinstance(description, str) or len(description) > _LONGEST_DESCRIPTION:
        got = len(description) if isinstance(description, str) else repr(description)
        yield Problem(
            "description", f"must be at most {_LONGEST_DESCRIPTION} characters, got {got}"
        )


def _feature_name_problems(name: Any, seen: dict[str, str]) -> Iterator[Problem]:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        yield Problem(
            "",
            "must be letters and digits with hyphens and underscores between them, at most"
            f" {_LONGEST_NAME}, got {name!r}",
        )
        return
    if name.lower() in _RESERVED:
        yield Problem("", f"must be none of SageMaker's own {', '.join(_RESERVED)}, got {name!r}")
    other = seen.setdefault(name.lower(), name)
    if other != name:
        # The catalogue knows columns in lowercase only (AWS Glue developer guide, "Table").
        yield Problem("", f"must differ from others in more than case, got {name!r} and {other!r}")


def _feature_problems(about: Any) -> Iterator[Problem]:
    if not _is_map(about):
        yield from _type_problems("", about)
        return
    yield from _field_problems(about, ("type",), ("description", "retired"))
    if "type" in about:
        yield from _type_problems("type", about["type"])
    retired = about.get("retired", False)
    if not isinstance(retired, bool):
        yield Problem("retired", f"must be true or false, got {retired!r}")


def _type_problems(field: str, given: Any) -> Iterator[Problem]:
    known = [kind.value for kind in FeatureType]
    if given not in known:
        yield Problem(field, f"must be one of {', '.join(known)}, got {given!r}")


def _key_problems(field: str, name: Any, features: Mapping[str, Any]) -> Iterator[Problem]:
    if not isinstance(name, str) or name not in features:
        yield Problem(field, f"must be one of the features, got {name!r}")
        return
    about = features[name]
    feature = about if _is_map(about) else {"type": about}
    if feature.get("retired") is True:
        yield Problem(field, f"must be a feature in use, got {name!r}, which is retired")
    if field == "event_time" and feature.get("type") == FeatureType.INTEGRAL:
        # SageMaker API reference, `CreateFeatureGroup`, EventTimeFeatureName.
        yield Problem(field, f"must be a String or Fractional feature, got {name!r}, an Integral")
