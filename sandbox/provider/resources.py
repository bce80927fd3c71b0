"""Create, read, update and delete of any resource type in the table."""

import contextlib
from collections.abc import Iterable, Mapping, Set
from typing import Any

import jmespath

from sandbox.paths import find
from sandbox.provider import hooks
from sandbox.provider.account import AccountError
from sandbox.provider.descriptor import Properties, Step
from sandbox.provider.difference import changes, digest
from sandbox.provider.inputs import carries
from sandbox.provider.ledger import Creation, Ledger
from sandbox.provider.observe import View
from sandbox.provider.request import Request, build, calls
from sandbox.provider.tags import as_map, tagging_request, takes_tags
from sandbox.provider.templates import fill

Inputs = Mapping[str, Any]


class Resource(View):
    """Carries out what the engine wants of one resource."""

    def create(self, urn: str, inputs: Inputs, ledger: Ledger) -> tuple[str, dict[str, Any]]:
        """Make the resource and return its id and outputs.

        A create of the same URN that an engine never learned of is continued: what it finished is
        brought up to date with the inputs, what it left half made is removed first.
        """
        with ledger.only_one(urn):
            before = self._answered(urn, ledger)
            if before is not None and before.id:
                outputs = self._continue(before.id, before.inputs, inputs, done=before.done)
                if outputs is not None:
                    ledger.begin(urn, inputs)
                    ledger.made(urn, before.id, done=True)
                    return before.id, outputs
            attempt = ledger.begin(urn, inputs)
            try:
                with self.account.attempt(attempt):
                    physical_id, carried = self._make(inputs)
            except AccountError as error:
                if not error.may_be_done:
                    ledger.forget(urn)
                raise
            ledger.made(urn, physical_id)
            try:
                self._complete(self.state(inputs, physical_id), carried)
                outputs = self._outputs(physical_id, inputs)
            except AccountError:
                # Where even this fails, the ledger keeps the id, and the next create removes it.
                with contextlib.suppress(AccountError):
                    self.delete(physical_id, inputs)
                    ledger.forget(urn)
                raise
            ledger.made(urn, physical_id, done=True)
            return physical_id, outputs

    def update(self, physical_id: str, known: Inputs, old: Inputs, new: Inputs) -> dict[str, Any]:
        """Bring the resource from the inputs `old` to `new`; `known` are its outputs until now."""
        found = changes(self.kind, old, new)
        fixed = [_in_cloudformation(change.path) for change in found if change.replaces]
        if self.kind.native and fixed:
            # What the SDK knows of, the engine has replaced before; the rest AWS refuses.
            paths = ", ".join(fixed)
            said = f"Invalid patch update: createOnlyProperties [{paths}] cannot be updated"
            raise AccountError("UpdateResource", "NotUpdatableException", said)
        changed = {change.top for change in found}
        computed = {k: v for k, v in known.items() if k not in self.schema.inputs}
        before = self.state({**computed, **old}, physical_id)
        after = self.state({**computed, **self._switched_off(old, new), **new}, physical_id)
        made_anew = False
        for step in self.kind.updates:
            if self._carried_by(step, before, after) & changed:
                self._apply(step, after, before)
                made_anew = made_anew or step.operation == self.kind.create.operation
        if self.schema.all_tags in changed or (made_anew and not self._takes_tags):
            self._retag(before, after)
        self._further(self.kind.after_update, after)
        self._hook(after, before)
        return self._outputs(physical_id, new)

    def delete(self, physical_id: str, properties: Inputs) -> None:
        """Remove the resource; whatever of it is gone already is fine."""
        state = self.state(properties, physical_id)
        if state.get("skipDestroy"):
            return
        with _gone_is_fine():
            self._further(self.kind.before_delete, state)
        for step in self.kind.updates:
            if step.detach and step.undo and any(state.get(p) for p in step.properties):
                with _gone_is_fine():
                    self._call(step.undo, state)
        for step in self.kind.delete:
            with _gone_is_fine():
                self._call(step, state)

    def read(
        self, physical_id: str, outputs: Inputs, inputs: Inputs
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Outputs and inputs as they are in the account now, None when the resource is gone."""
        state = self.state({**outputs, **inputs}, physical_id)
        seen = self.seen(state)
        if seen is None or (self.kind.kept and not inputs):
            return None
        kept = self.drifted(outputs, inputs, seen) if inputs else self.imported(state, seen)
        return self.outputs(physical_id, kept, seen), kept

    @property
    def _takes_tags(self) -> bool:
        return takes_tags(self.kind.service, self.kind.create.operation)

    def _carried_by(self, step: Step, before: Properties, after: Properties) -> Set[str]:
        """Properties whose change needs a call: those it names, else all with a member in it."""
        if step.properties:
            return step.properties
        return build(self.kind, step, before).used | build(self.kind, step, after).used

    def _answered(self, urn: str, ledger: Ledger) -> Creation | None:
        """The open create of a URN; where its answer was lost, the account is asked for it."""
        before = ledger.get(urn)
        if before is None or before.id:
            return before
        with contextlib.suppress(AccountError), self.account.attempt(before.attempt):
            ledger.made(urn, self._make(before.inputs)[0])
        return ledger.get(urn)

    def _make(self, inputs: Inputs) -> tuple[str, frozenset[str]]:
        """Carry out the creating call; return the id and the inputs that the call carried."""
        state = self.state(inputs, "")
        tags = as_map(inputs.get(self.schema.all_tags))
        request = Request("", dict(inputs))
        if not self.kind.kept:
            request = build(self.kind, self.kind.create, state, tags=tags)
        answer = self._make_call(request.operation, request.params, state)
        template = self.kind.id
        if template.startswith("@"):
            found = find(answer, template[1:].removesuffix("~"), state)
            found = str(found).rsplit("/", 1)[-1] if template.endswith("~") else found
        else:
            found = fill(template, {**state, "request": digest(request.params)})
        if not found:
            raise AccountError(request.operation, "", f"the answer holds no {template}")
        return str(found), frozenset(request.used)

    def _complete(self, state: Properties, carried: frozenset[str]) -> None:
        """Set what the creating call could not take."""
        for step in self.kind.updates:
            if carries(step, state, carried):
                self._apply(step, state, {})
        if self.kind.tagging and state.get(self.schema.all_tags) and not self._takes_tags:
            if self.kind.derived:
                state = {**(self.seen(state) or {}), **state}  # with the ARN
            self._retag({}, state)
        self._further(self.kind.after_create, state)
        self._hook(state, {})

    def _continue(
        self, physical_id: str, old: Inputs, new: Inputs, *, done: bool
    ) -> dict[str, Any] | None:
        """Outputs of what an earlier create left behind, None where there is nothing to keep."""
        seen = self.seen(self.state(old, physical_id))
        if seen is None:
            return None
        if done and not any(change.replaces for change in changes(self.kind, old, new)):
            return self.update(physical_id, seen, old, new)
        self.delete(physical_id, {**seen, **old})
        return None

    def _apply(self, step: Step, state: Properties, before: Properties) -> None:
        """Make a further call, or the one that takes it back when its properties are gone."""
        if step.each:
            for call, one in calls(step, state, before):
                self._call(call, one)
            return
        given = any(state.get(p) not in (None, [], {}) for p in step.properties)
        wanted = (given or not step.properties) and (
            not step.toggle or bool(state.get(step.toggle))
        )
        had = any(before.get(p) for p in step.properties)
        if step.undo and ((step.detach and had) or (not wanted and (had or step.toggle))):
            self._call(step.undo, before if step.detach else state)
        if wanted or any(m.startswith(("+", "-")) for m in step.members.values()):
            self._call(step, state, before)

    def _switched_off(self, old: Inputs, new: Inputs) -> dict[str, bool]:
        """Switches that the program no longer mentions and that are off by default."""
        return {
            name: False
            for name, prop in self.schema.inputs.items()
            if prop.type == "boolean"
            and name not in self.schema.filled
            and old.get(name) is not None
            and new.get(name) is None
        }

    def _call(self, step: Step, state: Properties, before: Properties | None = None) -> None:
        request = build(self.kind, step, state, old=before)
        self._make_call(request.operation, request.params, state)

    def _make_call(
        self, operation: str, params: Mapping[str, Any], state: Properties
    ) -> dict[str, Any]:
        if self.kind.kept:
            return {}
        return self.account.call(self.kind.service, self.region(state), operation, params)

    def _further(self, steps: Iterable[Step], state: Properties) -> None:
        """Make the calls that are about whatever of the resource the account lists."""
        call = self.caller(state)
        for step in steps:
            if step.when and not any(state.get(name) for name in step.when.split()):
                continue
            own = build(self.kind, step, state).params
            items: list[dict[str, Any]] = [{}]
            if step.of:
                listed = call(step.of.operation, **build(self.kind, step.of, state).params)
                items = jmespath.search(step.items, listed) or []
            for item in items:
                if {**own, **item} == {**item, **own}:
                    self._make_call(step.operation, {**own, **item}, state)

    def _hook(self, state: Properties, before: Properties) -> None:
        if self.kind.hook:
            getattr(hooks, self.kind.hook)(self.caller(state), state, before)

    def _outputs(self, physical_id: str, inputs: Inputs) -> dict[str, Any]:
        seen = self.seen(self.state(inputs, physical_id))
        if seen is None:
            raise AccountError(
                self.kind.read.operation, "", f"{physical_id} is not there after the call"
            )
        return self.outputs(physical_id, inputs, seen)

    def _retag(self, before: Properties, after: Properties) -> None:
        tagging = self.kind.tagging
        if tagging is None:
            return
        old, new = (as_map(state.get(self.schema.all_tags)) or {} for state in (before, after))
        gone = {k: v for k, v in old.items() if k not in new}
        for operation, tags, needed in (
            (tagging.untag, gone, bool(gone)),
            (tagging.tag, new, bool(new) or not tagging.untag),
        ):
            if operation and needed:
                params = tagging_request(self.kind, tagging, operation, tags, after)
                self._make_call(operation, params, after)


def _in_cloudformation(path: str) -> str:
    """`/properties/VpcConfig/Subnets/0` of `vpcConfig.subnets[0]`."""
    parts = path.replace("[", ".").replace("]", "").split(".")
    return "/".join(["/properties", *(part[0].upper() + part[1:] for part in parts)])


@contextlib.contextmanager
def _gone_is_fine() -> Any:
    try:
        yield
    except AccountError as error:
        if not error.gone:
            raise
