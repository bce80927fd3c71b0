"""Create, read, update and delete of any resource type in the table."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.provider import hooks
from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import properties_of, templated
from sandbox.provider.descriptor import NOTHING, Properties, Read, ResourceType, Step
from sandbox.provider.difference import changes, same
from sandbox.provider.inputs import Scope, carries
from sandbox.provider.ledger import Ledger
from sandbox.provider.naming import DEFAULTS
from sandbox.provider.paths import fill, find, parse
from sandbox.provider.request import (
    build,
    element_of,
    input_shape,
    members_of,
    tag_list,
    takes_tags,
)
from sandbox.schema.store import ResourceSchema

MARK = "__sandbox"
"""Output that says a resource was made here; holds what the account showed when it was."""


class Resource:
    """One resource type in one region: its calls, and its properties in Pulumi's form."""

    def __init__(
        self, kind: ResourceType, schema: ResourceSchema, scope: Scope, account: Account
    ) -> None:
        self.kind = kind
        self.schema = schema
        self.scope = scope
        self.account = account

    def create(
        self, urn: str, inputs: Mapping[str, Any], ledger: Ledger
    ) -> tuple[str, dict[str, Any]]:
        """Make the resource and return its id and outputs.

        A create of the same URN that an engine never learned of is continued: what it finished is
        brought up to date with the inputs, what it left half made is removed first.
        """
        with ledger.only_one(urn):
            before = ledger.get(urn)
            if before is not None and before.id:
                outputs = self._continue(before.id, before.inputs, inputs, done=before.done)
                if outputs is not None:
                    ledger.begin(urn, inputs)
                    ledger.made(urn, before.id, done=True)
                    return before.id, outputs
            ledger.begin(urn, inputs)
            try:
                physical_id, carried = self._make(inputs, answer_lost=before is not None)
            except AccountError:
                ledger.forget(urn)
                raise
            ledger.made(urn, physical_id)
            state = self._with_id(inputs, physical_id)
            try:
                for step in self.kind.updates:
                    if carries(step, inputs, carried):
                        self._apply(step, state, {})
                self._tag_new(state)
                self._hook(self.kind.after_create, state, {})
            except AccountError:
                self.delete(physical_id, inputs)
                ledger.forget(urn)
                raise
            ledger.made(urn, physical_id, done=True)
            return physical_id, self.outputs(physical_id, inputs)

    def update(
        self, physical_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Bring the resource from the inputs `old` to `new` and return its outputs."""
        changed = {c.path.split(".")[0].split("[")[0] for c in changes(self.kind, old, new)}
        before = self._with_id(old, physical_id)
        after = self._with_id(new, physical_id)
        for step in self.kind.updates:
            if self._carried_by(step, before, after) & changed:
                self._apply(step, after, before)
        if changed & {"tags", "tagsAll"}:
            self._retag(before, after)
        self._hook(self.kind.after_update, after, before)
        return self.outputs(physical_id, new)

    def delete(self, physical_id: str, properties: Mapping[str, Any]) -> None:
        """Remove the resource; that it is gone already is fine."""
        state = self._with_id(properties, physical_id)
        try:
            self._hook(self.kind.before_delete, state, state)
            for step in self.kind.updates:
                if step.detach and step.undo and any(state.get(p) for p in step.properties):
                    self._call(step.undo, state)
            for step in self.kind.delete:
                if not state.get(step.unless):
                    self._call(step, state)
        except AccountError as error:
            if not error.gone:
                raise

    def outputs(self, physical_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Every output of an existing resource, inputs as they were given."""
        seen = self._observe(self._with_id(inputs, physical_id))
        if seen is None:
            raise AccountError(
                self.kind.read.operation, "", f"{physical_id} is not there right after it was made"
            )
        return self._assemble(physical_id, inputs, seen)

    def read(
        self, physical_id: str, outputs: Mapping[str, Any], inputs: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Outputs and inputs as they are in the account now, None when the resource is gone.

        An input only counts as changed when the account shows another value than it did when the
        input was last set: what the account never shows, or shows in other words, is no change.
        """
        state = self._with_id({**outputs, **inputs}, physical_id)
        seen = self._observe(state)
        if seen is None:
            return None
        kept = self._with_drift(outputs, inputs, seen) if inputs else self._imported(state, seen)
        return self._assemble(physical_id, kept, seen), kept

    def planned(self, inputs: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
        """Outputs as far as inputs and an existing resource tell before anything is done."""
        outputs = {k: v for k, v in inputs.items() if k != DEFAULTS}
        for name in self.schema.outputs:
            if name not in outputs and name in known:
                outputs[name] = known[name]
        return outputs

    def _make(self, inputs: Mapping[str, Any], *, answer_lost: bool) -> tuple[str, set[str]]:
        """Carry out the creating call; return the id and the inputs that the call carried."""
        tags = inputs.get("tagsAll") or {}
        state = self._with_id(inputs, "")
        if self.kind.token in hooks.CREATES:
            return hooks.CREATES[self.kind.token](self._caller(state), state), set()
        request = build(self.kind, self.kind.create, state, tags=tags)
        template = self.kind.id
        try:
            answer = self.account.call(
                self.kind.service, self._region(state), request.operation, request.params
            )
        except AccountError as error:
            # A create that was cut off may have gone through: then what is there is its own.
            if not (answer_lost and error.exists and not template.startswith("@")):
                raise
            answer = {}
            request.used.clear()
        if template.startswith("@"):
            path, last_part = template[1:].removesuffix("~"), template.endswith("~")
            found = find(answer, path, state)
            found = str(found).rsplit("/", 1)[-1] if found and last_part else found
        else:
            found = fill(template, state)
        if not found:
            raise AccountError(request.operation, "", f"the answer holds no {template}")
        return str(found), request.used

    def _continue(
        self, physical_id: str, old: Mapping[str, Any], new: Mapping[str, Any], *, done: bool
    ) -> dict[str, Any] | None:
        """Outputs of what an earlier create left behind, None where there is nothing to keep."""
        if self._observe(self._with_id(old, physical_id)) is None:
            return None
        if done and not any(c.replaces for c in changes(self.kind, old, new)):
            return self.update(physical_id, old, new)
        self.delete(physical_id, old)
        return None

    def _carried_by(self, step: Step, before: Properties, after: Properties) -> set[str]:
        if step.properties:
            return set(step.properties)
        return build(self.kind, step, {**before, **after}).used | build(self.kind, step, after).used

    def _apply(self, step: Step, state: Properties, before: Properties) -> None:
        """Make one further call, or the one that takes it back when its properties are gone."""
        if state.get(step.unless):
            return
        wanted = [p for p in step.properties if state.get(p) not in (None, [], {})]
        if step.toggle and not state.get(step.toggle):
            wanted = []
        had = any(before.get(p) for p in step.properties)
        if step.properties and step.undo and (step.detach or not wanted) and (had or not wanted):
            if had or step.toggle:
                self._call(step.undo, before if step.detach else state)
            if not wanted:
                return
        self._call(step, state, before)

    def _call(self, step: Step, state: Properties, before: Properties | None = None) -> None:
        request = build(self.kind, step, state, old=before)
        self.account.call(self.kind.service, self._region(state), step.operation, request.params)

    def _hook(self, name: str, state: Properties, before: Properties) -> None:
        if name:
            hooks.HOOKS[name](self._caller(state), state, before)

    def _caller(self, state: Properties) -> hooks.Call:
        def call(operation: str, _service: str = "", **params: Any) -> dict[str, Any]:
            return self.account.read_all(
                _service or self.kind.service, self._region(state), operation, params
            )

        return call

    def _observe(self, state: Properties) -> dict[str, Any] | None:
        """Everything the account shows of a resource, None when it is not there."""
        answer = self._answer(self.kind.read, state)
        if answer is None:
            return None
        if self.kind.dead & {str(v) for v in answer.values() if isinstance(v, str)}:
            return None
        seen = properties_of(self.kind, self.kind.read, self.schema, answer)
        tags = _tags_in(answer)
        for further in self.kind.also:
            try:
                more = self._answer(further, {**state, **seen})
            except AccountError:
                if not further.optional:
                    raise
                continue
            if more is not None:
                seen |= properties_of(self.kind, further, self.schema, more)
        seen |= templated(self.kind, {**state, **seen, "id": state["id"]})
        tagging = self.kind.tagging
        if self.schema.has_tags_all and tags is None and tagging and tagging.read:
            request = build(self.kind, Step(tagging.read, NOTHING), state, key=False).params
            for member, name in tagging.on.items():
                request[member] = {**state, **seen}.get(name, name)
            try:
                listed = self._call_read(tagging.read, request, state)
                tags = _tags_in(listed) or {}
            except AccountError as error:
                if not error.gone:
                    raise
                tags = {}
        if tags is not None:
            seen["tagsAll"] = {k: v for k, v in tags.items() if not k.startswith("aws:")}
        return seen

    def _answer(self, read: Read, state: Properties) -> Mapping[str, Any] | None:
        step = Step(read.operation, NOTHING, fixed=read.fixed)
        params = build(self.kind, step, state).params
        try:
            answer = self._call_read(read.operation, params, state)
        except AccountError as error:
            if error.gone:
                return None
            raise
        found = find(answer, read.at, state) if read.at else answer
        if isinstance(found, str):
            found = {read.at.split("[")[0]: found}
        return found if isinstance(found, Mapping) else None

    def _call_read(
        self, operation: str, params: Mapping[str, Any], state: Properties
    ) -> dict[str, Any]:
        return self.account.read_all(self.kind.service, self._region(state), operation, params)

    def _assemble(
        self, physical_id: str, inputs: Mapping[str, Any], seen: Mapping[str, Any]
    ) -> dict[str, Any]:
        outputs = {name: value for name, value in seen.items() if name in self.schema.outputs}
        outputs |= {k: v for k, v in inputs.items() if k != DEFAULTS and v is not None}
        outputs["id"] = physical_id
        outputs[MARK] = {
            name: _digest(value) for name, value in sorted(seen.items()) if name in inputs
        }
        return outputs

    def _with_drift(
        self, outputs: Mapping[str, Any], inputs: Mapping[str, Any], seen: Mapping[str, Any]
    ) -> dict[str, Any]:
        shown = outputs.get(MARK) or {}
        kept = dict(inputs)
        for name in inputs:
            if name in ("tags", DEFAULTS) or name not in shown:
                continue
            if name not in seen:
                kept.pop(name)
            elif _digest(seen[name]) != shown[name] and not same(inputs[name], seen[name], name):
                kept[name] = seen[name]
        if not same(kept.get("tagsAll"), inputs.get("tagsAll")):
            own = inputs.get("tags") or {}
            now = kept.get("tagsAll") or {}
            defaults = self.scope.default_tags
            kept["tags"] = {k: v for k, v in now.items() if k in own or defaults.get(k) != v}
        return kept

    def _imported(self, state: Properties, seen: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs of a resource that exists and of which only the id is known."""
        known = {**{k: v for k, v in state.items() if v not in ("", None)}, **seen}
        kept = {
            name: known[name]
            for name in self.schema.inputs
            if known.get(name) not in (None, "", [], {})
        }
        if self.schema.has_tags_all:
            tags = dict(seen.get("tagsAll") or {})
            kept["tagsAll"] = tags
            own = {k: v for k, v in tags.items() if self.scope.default_tags.get(k) != v}
            if own:
                kept["tags"] = own
        kept[DEFAULTS] = ["region"] if "region" in kept else []
        return kept

    def _tag_new(self, state: Properties) -> None:
        """Tag after creation what could not be tagged by it."""
        tags = state.get("tagsAll")
        tagging = self.kind.tagging
        if tags and tagging and not takes_tags(self.kind.service, self.kind.create.operation):
            state = {**state, **templated(self.kind, state)}
            self._tag(tagging.tag, tagging.on, tags, state)

    def _retag(self, before: Properties, after: Properties) -> None:
        tagging = self.kind.tagging
        if tagging is None:
            return
        old, new = before.get("tagsAll") or {}, after.get("tagsAll") or {}
        seen = self._observe(after) if set(tagging.on.values()) - set(after) else {}
        state = {**after, **(seen or {})}
        gone = {k: v for k, v in old.items() if k not in new}
        if gone and tagging.untag:
            self._tag(tagging.untag, tagging.on, gone, state)
        if new or (gone and not tagging.untag):
            self._tag(tagging.tag, tagging.on, new, state)

    def _tag(
        self, operation: str, on: Mapping[str, str], tags: Mapping[str, str], state: Properties
    ) -> None:
        shape = input_shape(self.kind.service, operation)
        if shape is None:
            return
        params = dict[str, Any]()
        for member, name in on.items():
            value = state.get(name, name)
            many = members_of(shape)[member].type_name == "list"
            params[member] = [value] if many else value
        for member, member_shape in members_of(shape).items():
            if member in params or "tag" not in member.lower():
                continue
            keys = element_of(member_shape)
            if member == "Tagging":
                params[member] = {"TagSet": tag_list(None, tags)}
            elif member_shape.type_name == "list" and keys.type_name == "string":
                params[member] = list(tags)
            else:
                params[member] = tag_list(member_shape, tags)
        self.account.call(self.kind.service, self._region(state), operation, params)

    def _region(self, state: Properties) -> str:
        return str(state.get("region") or self.scope.region)

    def _with_id(self, properties: Mapping[str, Any], physical_id: str) -> dict[str, Any]:
        """Properties for building requests: with the id, what it says, and where we are."""
        template = self.kind.id
        told = parse(template, physical_id) if not template.startswith("@") else {}
        arn = parse(self.kind.arn, physical_id) if self.kind.arn else {}
        known = {k: v for k, v in properties.items() if v is not None}
        state = {
            "account": self.scope.account,
            "region": self.scope.region,
            "partition": self.scope.partition,
            **arn,
            **told,
            **known,
            "id": physical_id,
        }
        return {**templated(self.kind, state), **state} if physical_id else state


def _digest(value: Any) -> str:
    text = json.dumps(_ordered(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _ordered(value: Any) -> Any:
    """A value whose lists of texts have one order, whatever order the account shows."""
    if isinstance(value, dict):
        return {k: _ordered(v) for k, v in value.items()}
    if isinstance(value, list):
        items = [_ordered(v) for v in value]
        return sorted(items) if all(isinstance(v, str) for v in items) else items
    return value


def _tags_in(answer: Any) -> dict[str, str] | None:
    """Tags in an answer, whatever its service calls them; None where it shows none."""
    if not isinstance(answer, Mapping):
        return None
    names: Iterable[str] = ("Tags", "tags", "TagSet", "TagList", "ResourceTags", "Tag")
    found = next((answer[n] for n in names if n in answer), None)
    if isinstance(found, Mapping):
        return dict(found)
    if isinstance(found, list):
        pairs = [{k.lower().removeprefix("tag"): v for k, v in tag.items()} for tag in found]
        return {p["key"]: p.get("value", "") for p in pairs if "key" in p}
    return None
