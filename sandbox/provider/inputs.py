"""Check of a resource's inputs: the SDK's schema, the service's model, and what is filled in."""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from plan.plan import UNKNOWN
from sandbox.provider.descriptor import ResourceType, Step
from sandbox.provider.difference import changes
from sandbox.provider.ledger import Creation
from sandbox.provider.naming import DEFAULTS, NameTooLong, autoname_of, generated, was_defaulted
from sandbox.provider.request import Request, build, calls
from sandbox.provider.tags import as_map, merged
from sandbox.rules import refusals
from sandbox.rules.everywhere import wrong_tags
from sandbox.rules.lines import lines, refused_by
from sandbox.rules.partly_known import partly_known
from sandbox.schema.check import Violation, check_inputs
from sandbox.schema.limits import check_limits
from sandbox.schema.store import ResourceSchema
from sandbox.service_model import validate
from sandbox.unknown import has_unknown


@dataclass(frozen=True)
class Scope:
    """What a provider instance was configured with, as far as it matters to a resource."""

    region: str
    partition: str
    account: str
    default_tags: Mapping[str, str]


def checked(
    kind: ResourceType,
    schema: ResourceSchema,
    scope: Scope,
    logical_name: str,
    seed: bytes,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    unfinished: Creation | None,
) -> tuple[dict[str, Any], list[Violation]]:
    """Inputs to keep for a resource, and everything that AWS or its provider would refuse.

    `old` are the inputs of an existing resource. `unfinished` is a create of the same URN that the
    engine knows nothing of: its generated name is used again.
    """
    found = check_inputs(kind.token, new)
    given = {k: v for k, v in new.items() if k not in kind.nothing or v != kind.nothing[k]}
    inputs = _documents_as_text(schema, given)
    filled_before = schema.filled.intersection(old.get(DEFAULTS) or ())
    defaults = {**kind.defaults, **{name: old[name] for name in filled_before if name in old}}
    try:
        named = old or (unfinished.inputs if unfinished else {})
        defaults |= _name(kind, schema, logical_name, seed, named, inputs)
    except NameTooLong as error:
        found.append(Violation(*error.args))
    if "region" in schema.inputs:
        defaults["region"] = scope.region
    filled = {name: value for name, value in defaults.items() if inputs.get(name) is None}
    inputs |= filled
    if schema.all_tags:
        nothing = [] if schema.inputs["tags"].type[0] == "list" else {}
        tags = merged(scope.default_tags, inputs.get("tags", nothing))
        if tags or not kind.native:
            inputs[schema.all_tags] = tags
    if not kind.native:
        inputs[DEFAULTS] = sorted(filled)
    if not found:
        found += _contradictions(kind, inputs)
        found += (Violation("tags", said) for said in wrong_tags(inputs.get(schema.all_tags)))
        found += check_limits(kind.token, inputs, but=kind.checks)
        found += _refused_by_aws(kind, schema, scope, old, inputs)
        found = [_without_secret(schema, violation) for violation in found]
    return inputs, list(dict.fromkeys(found))


def _name(
    kind: ResourceType,
    schema: ResourceSchema,
    logical_name: str,
    seed: bytes,
    old: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> dict[str, str]:
    """The name that the provider gives where the program gives none, by its property."""
    rule = autoname_of(kind, schema)
    if rule is None or inputs.get(rule.property) is not None:
        return {}
    if rule.property in old and (rule.keeps or was_defaulted(old, rule.property)):
        return {rule.property: old[rule.property]}
    return {rule.property: generated(rule, logical_name, seed, inputs)}


def _documents_as_text(schema: ResourceSchema, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs in which a policy given as a map is JSON text, as the provider keeps it."""
    result = {k: v for k, v in inputs.items() if v is not None and k != DEFAULTS}
    for name, value in result.items():
        prop = schema.inputs.get(name)
        if prop is not None and isinstance(value, dict) and prop.type[:1] == ["union"]:
            known = not has_unknown(value)
            result[name] = json.dumps(value, separators=(",", ":")) if known else UNKNOWN
    return result


def _contradictions(kind: ResourceType, inputs: Mapping[str, Any]) -> Iterator[Violation]:
    """What the provider itself refuses: combinations, and formats that AWS's model leaves open."""
    for name in inputs:
        given = inputs.get(name) is not None and not was_defaulted(inputs, name)
        if given and inputs.get(f"{name}Prefix") is not None:
            yield Violation(name, f"must not be set together with {name}Prefix")
    for group in kind.exactly_one:
        given = [name for name in group if inputs.get(name) is not None]
        if len(given) != 1:
            got = " and ".join(given) or "none"
            yield Violation(group[0], f"exactly one of {', '.join(group)} must be set, got {got}")
    region = str(inputs.get("region", ""))
    about = [(path, line.replace("{region}", region)) for path, line in lines(kind.checks)]
    for path, required in refused_by(about, partly_known(inputs)):
        yield Violation(path, required)
    for name, instead in kind.refuses.items():
        if inputs.get(name):
            yield Violation(name, f"is not carried out by the sandbox; {instead}")


def _refused_by_aws(
    kind: ResourceType,
    schema: ResourceSchema,
    scope: Scope,
    old: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> Iterator[Violation]:
    """What the service's own model, and its rules, say about the requests that would be made."""
    for step, request in requests(kind, schema, scope, inputs):
        wrong = validate(kind.service, step.operation, request.params)
        for violation in wrong:
            # What a derived type lacks perhaps only has another name.
            if not (kind.derived and violation.message.startswith("Value null")):
                path = _property(kind, schema, step, request, violation.path)
                yield Violation(path, violation.message)
        if not wrong and (step is not kind.create or _is_made(kind, old, inputs)):
            yield from _against_rules(kind, schema, step, request)
    if not _is_made(kind, old, inputs):
        for step, request in _changing(kind, schema, scope, old, inputs):
            if not any(validate(kind.service, step.operation, request.params)):
                yield from _against_rules(kind, schema, step, request)


def requests(
    kind: ResourceType, schema: ResourceSchema, scope: Scope, inputs: Mapping[str, Any]
) -> Iterator[tuple[Step, Request]]:
    """The requests that would make a resource with these inputs."""
    properties = _properties(schema, scope, inputs)
    tags = as_map(inputs.get(schema.all_tags))
    carried = set[str]()
    for step in (kind.create, *kind.updates) if kind.service else ():
        switched_off = step.undo and step.toggle in inputs and not inputs[step.toggle]
        if step is not kind.create and (switched_off or not carries(step, inputs, carried)):
            continue
        for call, given in calls(step, properties, {}):
            request = build(kind, call, given, tags=tags)
            carried |= request.used if step is kind.create else set()
            if step.each:
                request.sources = dict.fromkeys(request.sources, *step.properties)
            yield step, request


def _changing(
    kind: ResourceType,
    schema: ResourceSchema,
    scope: Scope,
    old: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> Iterator[tuple[Step, Request]]:
    """The requests that would bring an existing resource to these inputs."""
    changed = {change.top for change in changes(kind, old, inputs)}
    before, after = (_properties(schema, scope, given) for given in (old, inputs))
    for step in kind.updates:
        request = build(kind, step, after, old=before)
        touched = (step.properties or request.used) & changed
        if not step.each and any(inputs.get(name) is not None for name in touched):
            yield step, request


def _properties(schema: ResourceSchema, scope: Scope, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs with what is not known yet, and where they are."""
    return {
        **{name: UNKNOWN for name in schema.outputs if name not in schema.inputs},
        "id": UNKNOWN,
        "account": scope.account,
        "region": scope.region,
        "partition": scope.partition,
        **inputs,
    }


def _is_made(kind: ResourceType, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the creating call would be made: for a new resource, in a replacement, or always."""
    return (
        not old
        or any(step.operation == kind.create.operation for step in kind.updates)
        or any(change.replaces for change in changes(kind, old, new))
    )


def _against_rules(
    kind: ResourceType, schema: ResourceSchema, step: Step, request: Request
) -> Iterator[Violation]:
    """What AWS says against values that do not go together."""
    for said in refusals(kind.service, request.operation, request.params):
        members = said.at.split() or [""]
        at = next((name for name in members if name in request.sources), members[0])
        yield Violation(_property(kind, schema, step, request, at), said.message)


def _property(
    kind: ResourceType, schema: ResourceSchema, step: Step, request: Request, member: str
) -> str:
    """Path of the property that a member comes from, or would if the program set it."""
    if member in request.sources:
        return request.sources[member]
    everything = build(kind, step, dict.fromkeys(schema.inputs, UNKNOWN))
    return everything.sources.get(member) or request.source(member)


def carries(step: Step, inputs: Mapping[str, Any], carried: Set[str]) -> bool:
    """Whether a further call is needed on creation, for an input that `create` could not take."""
    if step.toggle and not step.undo and inputs.get(step.toggle) is None:
        return False
    return any(inputs.get(name) is not None for name in step.properties - carried)


def _without_secret(schema: ResourceSchema, violation: Violation) -> Violation:
    if violation.path.split(".")[0].split("[")[0] not in schema.secrets:
        return violation
    return Violation(violation.path, "the value, which is secret, is not what AWS accepts")
