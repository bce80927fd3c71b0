"""What the account shows of a resource, as Pulumi's inputs and outputs."""

import contextlib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.paths import find
from sandbox.provider import hooks
from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import properties_of, templated
from sandbox.provider.descriptor import Properties, Read, ResourceType
from sandbox.provider.difference import digest, same
from sandbox.provider.inputs import Scope
from sandbox.provider.naming import DEFAULTS
from sandbox.provider.request import build
from sandbox.provider.tags import as_pairs, tagging_request
from sandbox.provider.templates import parse
from sandbox.schema.store import ResourceSchema
from sandbox.tags import tags_in

MARK = "__sandbox"
"""Output that says a resource was made here; holds what the account showed when it was."""


@dataclass(frozen=True)
class View:
    """One resource type as one provider instance sees it in the account."""

    kind: ResourceType
    schema: ResourceSchema
    scope: Scope
    account: Account

    def region(self, state: Properties) -> str:
        """Region of a resource: its own, else that of the provider."""
        return str(state.get("region") or self.scope.region)

    def state(self, properties: Mapping[str, Any], physical_id: str) -> dict[str, Any]:
        """Properties for building requests: with the id, what it says, and where we are."""
        template = self.kind.id
        told = parse(template, physical_id) if not template.startswith("@") else {}
        arn = parse(self.kind.arn, physical_id) if self.kind.arn else {}
        state = {
            "account": self.scope.account,
            "region": self.scope.region,
            "partition": self.scope.partition,
            **arn,
            **told,
            **{k: v for k, v in properties.items() if v is not None},
            "id": physical_id,
        }
        if self.kind.knows:
            # What it asks is not the one call of a named attempt.
            with self.account.attempt(""), contextlib.suppress(KeyError):
                try:
                    state |= getattr(hooks, self.kind.knows)(self.caller(state), state)
                except AccountError as error:
                    if error.may_be_done:
                        raise
        return {**templated(self.kind, state), **state} if physical_id else state

    def caller(self, state: Properties) -> hooks.Call:
        """Makes calls of the resource's service in its region."""

        def call(operation: str, **params: Any) -> dict[str, Any]:
            region = self.region(state)
            return self.account.read_all(self.kind.service, region, operation, params)

        return call

    def seen(self, state: Properties) -> dict[str, Any] | None:
        """Everything the account shows of a resource, None when it is not there."""
        if self.kind.kept:
            return dict(state)  # No call makes it: it is in the state of the stack alone.
        answer = self._answer(self.kind.read, state)
        if answer is None or self.kind.dead & {v for v in answer.values() if isinstance(v, str)}:
            return None
        seen = properties_of(self.kind, self.kind.read, self.schema, answer)
        for further in self.kind.also:
            more = self._answer(further, {**answer, **state, **seen}) or {}
            seen |= properties_of(self.kind, further, self.schema, more)
        seen |= templated(self.kind, {**state, **seen, "id": state["id"]})
        if self.schema.all_tags:
            tags = tags_in(answer)
            found = self._tags({**state, **seen}) if tags is None else tags
            seen[self.schema.all_tags] = as_pairs(found) if self.kind.native else found
        return {name: value for name, value in seen.items() if value is not None}

    def outputs(
        self, physical_id: str, inputs: Mapping[str, Any], seen: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Outputs of a resource: what the account shows, but inputs as the program wrote them."""
        outputs = {name: value for name, value in seen.items() if name in self.schema.outputs}
        outputs |= {k: v for k, v in inputs.items() if k != DEFAULTS and v is not None}
        outputs["id"] = physical_id
        shown = {name: digest(seen[name]) for name in sorted(inputs) if name in seen}
        return {**outputs, MARK: shown}

    def drifted(
        self, outputs: Mapping[str, Any], inputs: Mapping[str, Any], seen: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Inputs as they are now.

        One only counts as changed when the account shows another value than it did when the input
        was last set: what it never shows, or shows in other words, is no change.
        """
        shown = outputs.get(MARK) or {}
        kept = dict(inputs)
        by_itself = set[str]() if self.kind.native else {"tags"}
        for name in shown.keys() & inputs.keys() - by_itself:
            if name not in seen:
                kept.pop(name)
            elif digest(seen[name]) != shown[name] and not same(inputs[name], seen[name], name):
                kept[name] = seen[name]
        if not same(kept.get("tagsAll"), inputs.get("tagsAll")):
            kept["tags"] = self._own_tags(kept.get("tagsAll"), inputs.get("tags") or ())
        return kept

    def imported(self, state: Properties, seen: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs of a resource that exists and of which only the id is known."""
        known = {**{k: v for k, v in state.items() if v not in ("", None)}, **seen}
        kept = {
            name: known[name]
            for name in self.schema.inputs
            if known.get(name) not in (None, "", [], {})
        }
        if self.kind.native:
            return kept
        if self.schema.all_tags:
            kept["tagsAll"] = dict(seen.get("tagsAll") or {})
            own = self._own_tags(kept["tagsAll"], ())
            kept |= {"tags": own} if own else {}
        # What a program need not repeat: it keeps its value.
        kept[DEFAULTS] = sorted(kept.keys() & {"region", *self.schema.filled})
        return kept

    def _own_tags(self, tags: Mapping[str, str] | None, kept: Container[str]) -> dict[str, str]:
        """Tags that are not the provider's default ones, and those to be kept."""
        default = self.scope.default_tags
        return {k: v for k, v in (tags or {}).items() if k in kept or default.get(k) != v}

    def _answer(self, read: Read, state: Properties) -> Mapping[str, Any] | None:
        answer = self._read(read.operation, build(self.kind, read, state).params, state)
        found = find(answer, read.at, state)
        return found if isinstance(found, Mapping) else None

    def _read(
        self, operation: str, params: Mapping[str, Any], state: Properties
    ) -> dict[str, Any] | None:
        """Answer of a reading call, None where what it is about is not there."""
        try:
            return self.account.read_all(self.kind.service, self.region(state), operation, params)
        except AccountError as error:
            if not error.gone:
                raise
            return None

    def _tags(self, state: Properties) -> dict[str, str]:
        """Tags of a resource whose own answer does not show them."""
        tagging = self.kind.tagging
        if tagging is None or not tagging.read:
            return {}
        params = tagging_request(self.kind, tagging, tagging.read, {}, state)
        return tags_in(self._read(tagging.read, params, state)) or {}
