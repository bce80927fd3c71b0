"""A stand-in for the engine: brings a stack up in process, one step at a time.

It does of `up`, `refresh` and `destroy` what matters after a failure: what was made stays in the
state, the next `up` compares that with the program and does the rest. A stack is up in seconds, so
that every call of an `up` can fail once, and hundreds of sequences can be tried.
"""

import itertools
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2

from plan.plan import UNKNOWN
from sandbox.provider.account import Account
from sandbox.provider.ledger import Ledger
from sandbox.provider.servicer import Servicer
from sandbox.provider.wire import from_struct, to_struct
from sandbox.schema.store import resource_schema
from tests.soak.small_program import Declared, run, with_ignored

Struct = struct_pb2.Struct


class Failed(Exception):
    """A step failed; the message is the provider's."""


class _Call:
    """One call's context, as gRPC would give it."""

    def peer(self) -> str:
        return "small engine"

    def abort(self, _code: Any, details: str) -> NoReturn:
        raise Failed(details)


@dataclass(frozen=True)
class Made:
    """A resource as the engine keeps it in its state."""

    declared: Declared
    id: str
    inputs: Struct
    outputs: Struct
    turn: int
    """Deletes go from the last to the first."""

    @property
    def known(self) -> dict[str, Any]:
        """What requests of the provider about it have in common."""
        return {"id": self.id, "urn": self.declared.urn}


@dataclass
class State:
    """What the engine remembers of a stack."""

    made: dict[str, Made] = field(default_factory=dict[str, Made])
    going: list[Made] = field(default_factory=list[Made])
    """Those that were replaced and are still to be deleted."""


@dataclass
class SmallEngine:
    """One stack and its state, on an account that runs in this process."""

    application: Any
    settings: Mapping[str, Any]
    """Configuration of the provider `aws`."""

    state: State = field(default_factory=State)
    ledger: Ledger = field(default_factory=lambda: Ledger(None))
    seed: float = 0
    turns: Iterator[int] = field(default_factory=itertools.count)
    """Counts everything made for the stack, whoever makes it."""

    moment: Callable[[], None] = lambda: None
    """Called before and after each change; what it raises ends the command there and then."""

    done: Counter[str] = field(default_factory=Counter[str])
    """How often the last command did what."""

    def __post_init__(self) -> None:
        account = Account("http://127.0.0.1:1", self.application)
        self._provider: Any = Servicer(account, self.ledger)
        self._chance = random.Random(self.seed)
        self._ask("Configure", provider_pb2.ConfigureRequest(args=to_struct(self.settings)))

    def up(self, compose: Callable[[], object]) -> Counter[str]:
        """Run the program that `compose` records and carry out each of its resources.

        Raises `Failed` at the first step that fails; what was done by then is in `state`.
        """
        self.done.clear()
        seen = set[str]()

        def carry_out(declared: Declared) -> tuple[str, Struct]:
            seen.add(declared.urn)
            made = self._carry_out(declared)
            return made.id, made.outputs

        run(compose, carry_out)
        self._delete(
            [*self.state.going, *(self.state.made[u] for u in self.state.made.keys() - seen)]
        )
        return self.done

    def refresh(self) -> list[str]:
        """Read every resource; the URNs of those that the account has otherwise, or not at all."""
        self.done.clear()
        return [urn for urn, made in list(self.state.made.items()) if not self._as_it_was(made)]

    def destroy(self) -> None:
        """Delete everything."""
        self.done.clear()
        self._delete([*self.state.going, *self.state.made.values()])

    def _carry_out(self, declared: Declared) -> Made:
        old = self.state.made.get(declared.urn)
        news = dict(declared.inputs)
        if old is not None:
            news = with_ignored(news, from_struct(old.inputs), declared.ignored)
        inputs = self._checked(declared, old, to_struct(news))
        if old is None:
            return self._create(declared, inputs)
        changed, replaced, first = self._compared(old, inputs)
        if not changed:
            made = replace(old, declared=declared, inputs=inputs)
        elif not replaced:
            made = self._update(replace(old, declared=declared), inputs)
        else:
            first = first if declared.deletes_first is None else declared.deletes_first
            if first:
                self._delete([old, *self._lost_with(old)])
                return self._create(declared, inputs)
            return self._create(declared, inputs, old)
        self.state.made[declared.urn] = made
        return made

    def _checked(self, declared: Declared, old: Made | None, news: Struct) -> Struct:
        asked = provider_pb2.CheckRequest(
            urn=declared.urn,
            olds=old.inputs if old else None,
            news=news,
            randomSeed=self._chance.randbytes(32),
            name=declared.name,
            type=declared.type,
        )
        answer = self._ask("Check", asked)
        if answer.failures:
            raise Failed(f"{declared.urn}: {answer.failures}")
        return answer.inputs

    def _create(self, declared: Declared, inputs: Struct, old: Made | None = None) -> Made:
        asked = provider_pb2.CreateRequest(urn=declared.urn, properties=inputs)
        answer = self._change("create", asked)
        made = Made(declared, answer.id, inputs, answer.properties, next(self.turns))
        self.state.made[declared.urn] = made
        if old is not None:
            self.state.going.append(old)
        self.moment()
        return made

    def _update(self, old: Made, inputs: Struct) -> Made:
        asked = provider_pb2.UpdateRequest(
            **old.known, olds=old.outputs, old_inputs=old.inputs, news=inputs
        )
        return replace(old, inputs=inputs, outputs=self._change("update", asked).properties)

    def _compared(self, old: Made, inputs: Struct) -> tuple[bool, bool, bool]:
        """Whether the inputs differ, that means another resource, and the old one goes first."""
        asked = provider_pb2.DiffRequest(
            **old.known, olds=old.outputs, old_inputs=old.inputs, news=inputs
        )
        answer = self._ask("Diff", asked)
        if answer.changes != provider_pb2.DiffResponse.DIFF_UNKNOWN:
            changed = answer.changes == provider_pb2.DiffResponse.DIFF_SOME
            return changed, bool(answer.replaces), answer.deleteBeforeReplace
        before, after = from_struct(old.inputs), from_struct(inputs)
        changes = {k for k in {**before, **after} if before.get(k) != after.get(k)}
        schema = resource_schema(old.declared.type)
        replaces = changes & set(schema.replaces if schema else ())
        return bool(changes), bool(replaces), answer.deleteBeforeReplace

    def _lost_with(self, gone: Made) -> Iterator[Made]:
        """Those that have to be made anew, as an input comes from what is deleted first."""
        for other in list(self.state.made.values()):
            from_it = [k for k, urns in other.declared.needs.items() if gone.declared.urn in urns]
            if from_it:
                inputs = {**from_struct(other.inputs), **dict.fromkeys(from_it, UNKNOWN)}
                if self._compared(other, to_struct(inputs))[1]:
                    yield other
                    yield from self._lost_with(other)

    def _as_it_was(self, made: Made) -> bool:
        asked = provider_pb2.ReadRequest(**made.known, properties=made.outputs, inputs=made.inputs)
        answer = self._ask("Read", asked)
        same = answer.id == made.id and not self._compared(made, answer.inputs)[0]
        if not same and answer.id:
            seen = replace(made, inputs=answer.inputs, outputs=answer.properties)
            self.state.made[made.declared.urn] = seen
        elif not same:
            del self.state.made[made.declared.urn]
        return same

    def _delete(self, these: list[Made]) -> None:
        for made in sorted({made.turn: made for made in these}.values(), key=lambda m: -m.turn):
            if not made.declared.retained:
                asked = provider_pb2.DeleteRequest(**made.known, properties=made.outputs)
                self._change("delete", asked)
            if made in self.state.going:
                self.state.going.remove(made)
            else:
                del self.state.made[made.declared.urn]
            self.moment()

    def _change(self, what: str, asked: Any) -> Any:
        self.moment()
        answer = self._ask(what.capitalize(), asked)
        self.moment()
        self.done[what] += 1
        return answer

    def _ask(self, method: str, asked: Any) -> Any:
        return getattr(self._provider, method)(asked, _Call())


def settings_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Configuration of the provider `aws` in that of a stack."""
    return {
        key.removeprefix("aws:"): json.dumps(value) if isinstance(value, dict) else value
        for key, value in config.items()
        if key.startswith("aws:")
    }
