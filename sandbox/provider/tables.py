"""Reads the table: TOML files of resource types, in a shorthand of the classes in `descriptor`.

A call is `"CreateVpc"`, or `{ call = "…", carries = "names of properties", … }`. `one_by_one` makes
one call for each property, `attributes` one for each with its name and value, as SNS has it.
Without `create`, the first of `updates` creates too.
`[tagging.<service>]` is how the types of a service are tagged that say nothing of their own.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from typing import Any, TypeVar

from sandbox.provider.descriptor import NOTHING, Autoname, Read, ResourceType, Step, Tagging

_Form = TypeVar("_Form", bound=Step)
_WORDS = ("replaces", "local", "dead")
_STEPS = ("delete", "after_create", "after_update", "before_delete")


@functools.cache
def resource_types() -> Mapping[str, ResourceType]:
    """Every resource type that the sandbox knows, by token."""
    found = dict[str, ResourceType]()
    for file in resources.files("sandbox.provider.table").iterdir():
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            tagging = {name: Tagging(**t) for name, t in content.pop("tagging", {}).items()}
            for token, entry in content.items():
                found[token] = resource_type(token, entry, tagging)
    return found


def resource_type(
    token: str, entry: dict[str, Any], tagging: Mapping[str, Tagging]
) -> ResourceType:
    """The resource type that an entry describes; `tagging` is by service. Uses the entry up."""
    updates = [
        *_singly(**entry.pop("one_by_one", {})),
        *_attributes(entry.get("members", {}), **entry.pop("attributes", {})),
        *(_step(step) for step in entry.pop("updates", ())),
    ]
    own_tagging = entry.pop("tagging", None)
    autoname = entry.pop("autoname", None)
    return ResourceType(
        token,
        create=_step(entry.pop("create")) if "create" in entry else updates[0],
        read=_key_step(entry.pop("read"), Read),
        also=tuple(_key_step(read, Read) for read in entry.pop("also", ())),
        updates=tuple(updates),
        tagging=Tagging(**own_tagging) if own_tagging else tagging.get(entry["service"]),
        autoname=Autoname(**autoname) if autoname else None,
        exactly_one=tuple(tuple(group.split()) for group in entry.pop("exactly_one", ())),
        **{name: tuple(map(_key_step, entry.pop(name, ()))) for name in _STEPS},
        **{name: frozenset(entry.pop(name, "").split()) for name in _WORDS},
        **entry,
    )


def _step(spec: Any) -> Step:
    """A call that changes something: without `carries`, it takes what it has members for."""
    return _call({"call": spec} if isinstance(spec, str) else spec, Step)


def _key_step(spec: Any, form: type[_Form] = Step) -> _Form:
    """A call that says no more than which resource it is for, unless it says what it carries."""
    spec = {"call": spec} if isinstance(spec, str) else spec
    return _call({"carries": "nothing", **spec}, form)


def _call(spec: Mapping[str, Any], form: type[_Form]) -> _Form:
    spec = dict(spec)
    carries = spec.pop("carries", " ".join(spec.get("patches", {})))
    names = NOTHING if carries == "nothing" else frozenset(p.split(".")[0] for p in carries.split())
    undo = spec.pop("undo", None)
    if "of" in spec:
        spec["of"] = _key_step(spec["of"])
    step = form(spec.pop("call"), names, **spec)
    if undo and step.each:
        return replace(step, undo=replace(step, operation=undo))
    return replace(step, undo=_key_step(undo)) if undo else step


def _singly(call: str = "", carries: str = "") -> Iterator[Step]:
    """One call for each property."""
    yield from (Step(call, frozenset((name,))) for name in carries.split())


def _attributes(members: Mapping[str, str], call: str = "", carries: str = "") -> Iterator[Step]:
    """One call for each property, with its name beside its value; an empty one takes it back."""
    for step in _singly(call, carries):
        (name,) = step.properties
        attribute = members.get(name, name[0].upper() + name[1:]).rpartition(".")[2]
        fixed = {"AttributeName": attribute}
        undo = Step(call, NOTHING, fixed={**fixed, "AttributeValue": ""})
        yield replace(step, members={name: "AttributeValue"}, fixed=fixed, undo=undo)
