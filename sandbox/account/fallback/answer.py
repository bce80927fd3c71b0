"""Operations that moto lacks: the thing is stored as it was sent and shown as the model says."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.errors import exists, not_found
from sandbox.account.fallback.kinds import Does, Kind, identity, kind, operations_on
from sandbox.account.fallback.known import (
    arn,
    check_children,
    check_parent,
    defaults,
    identifier,
    known,
)
from sandbox.account.fallback.project import described, listed, overlaid
from sandbox.account.fallback.record import Record, canonical, merged
from sandbox.account.fallback.tags import tag_keys, tag_list, tags_in
from sandbox.account.services import Call


class Fallback:
    """Everything that was made or changed through operations that moto lacks."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def answer(self, context: Context) -> dict[str, Any]:
        """Carry out one call, with the method that is called like what it does."""
        what = kind(context.call.operation)
        do: Callable[[Context, Kind], Record | dict[str, Any]] = getattr(self, f"_{what.does}")
        done = do(context, what)
        if isinstance(done, Record):
            return described(context.call.operation.output_shape, done)
        return done

    def owns(self, context: Context) -> bool:
        """Say whether the thing that a call is about is here and not in moto."""
        what = kind(context.call.operation)
        if known(context.call.service, what.noun).get("here"):
            return True
        if what.does in (Does.TAG, Does.UNTAG, Does.LIST_TAGS):
            return self._by_arn(context) is not None
        if what.does in (Does.CREATE, Does.LIST, Does.OTHER):
            return False
        return any(not record.overlay for record in self._found(context, what.noun))

    def concerns(self, call: Call) -> bool:
        """Say whether there may be something to add to moto's answer."""
        what = kind(call.operation)
        return _forgotten(call, what) or any(
            r.overlay and r.noun == what.noun and r.service == call.service for r in self._records
        )

    def complete(self, context: Context, result: dict[str, Any]) -> None:
        """Add to a result of moto what was changed through the fallback."""
        what = kind(context.call.operation)
        for record in self._found(context, what.noun):
            if record.overlay and what.does is Does.READ:
                overlaid(context.call.operation.output_shape, result, record)
            elif record.overlay and what.does is Does.DELETE:
                self._records.remove(record)
        if _forgotten(context.call, what):
            # What moto was sent for something that it has just made.
            record = self._overlay(context, what.noun, result, "Arn")
            record.echo = dict(context.params)
            record.id = record.arn.rpartition("/")[2]
            record.modified = record.created

    def guard(self, context: Context) -> None:
        """Refuse to delete what something here needs."""
        what = kind(context.call.operation)
        if what.does is Does.DELETE:
            check_children(context, what.noun, self._records)

    def _create(self, context: Context, what: Kind) -> Record:
        check_parent(context, what.noun)
        record = self._new(context, what.noun)
        names = [m for m in self._identity(context, what.noun) if m in record.data]
        for other in self._here(context, what.noun) if names else ():
            if all(other.data.get(m) == record.data[m] for m in names):
                if not known(record.service, record.noun).get("again"):
                    text = f'Cannot create already existing {_words(what.noun)} "{other.arn}".'
                    raise exists(context.call, text)
                self._records.remove(other)
        self._records.append(record)
        return record

    def _put(self, context: Context, what: Kind) -> Record:
        found = self._found(context, what.noun)
        return self._changed(found[0], context) if found else self._create(context, what)

    def _read(self, context: Context, what: Kind) -> Record:
        return self._one(context, what.noun)

    def _list(self, context: Context, what: Kind) -> dict[str, Any]:
        records = [r for r in self._here(context, what.noun) if not r.overlay]
        for member, value in context.params.items():
            records = [record for record in records if record.selected(member, value)]
        return listed(context.call.operation.output_shape, records, what.noun)

    def _update(self, context: Context, what: Kind) -> Record:
        found = self._found(context, what.noun)
        return self._changed(found[0] if found else self._of_moto(context, what.noun), context)

    def _delete(self, context: Context, what: Kind) -> Record:
        record = self._one(context, what.noun)
        self._records.remove(record)
        return record

    def _start(self, context: Context, what: Kind) -> Record:
        if not self._here(context, what.noun):
            return self._create(context, what)
        record = self._one(context, what.noun)
        record.stopped = False
        return record

    def _stop(self, context: Context, what: Kind) -> Record:
        record = self._one(context, what.noun)
        record.stopped = True
        return record

    def _tag(self, context: Context, _what: Kind) -> dict[str, Any]:
        self._tagged(context).tags.update(tags_in(context.params))
        return {}

    def _untag(self, context: Context, _what: Kind) -> dict[str, Any]:
        record = self._tagged(context)
        for key in tag_keys(context.params):
            record.tags.pop(key, None)
        return {}

    def _list_tags(self, context: Context, _what: Kind) -> dict[str, Any]:
        return tag_list(context.call.operation.output_shape, self._tagged(context).tags)

    def _other(self, context: Context, what: Kind) -> Record:
        """An operation that fits no pattern is accepted, and its parameters are echoed."""
        return self._new(context, what.noun)

    def _by_arn(self, context: Context) -> Record | None:
        """Return the record whose ARN a tag operation names."""
        named = {v for v in context.params.values() if isinstance(v, str)}
        return next((r for r in self._records if r.arn in named and not r.overlay), None)

    def _tagged(self, context: Context) -> Record:
        """Return where tags are kept, for a thing of moto's that it keeps none for too."""
        named = next((str(v) for v in context.params.values() if isinstance(v, str)), "")
        kept = (r for r in self._here(context, "") if r.arn == named)
        record = self._by_arn(context) or next(kept, None)
        return record or self._overlay(context, "", {"Arn": named}, "Arn")

    def _here(self, context: Context, noun: str) -> list[Record]:
        of = (context.call.service, context.account, context.region, noun)
        return [r for r in self._records if (r.service, r.account, r.region, r.noun) == of]

    def _found(self, context: Context, noun: str) -> list[Record]:
        """Return the records that a call's own parameters name."""
        params = canonical(context.params, noun)
        names = [m for m in self._identity(context, noun) if m in params]
        if not names:
            shape: Any = context.call.operation.input_shape
            required = shape.required_members if shape is not None else []
            names = [m for m in required if isinstance(params.get(m), str)]
        return [
            record
            for record in (self._here(context, noun) if names else ())
            if all(record.named(name, params[name]) for name in names)
        ]

    def _one(self, context: Context, noun: str) -> Record:
        found = self._found(context, noun)
        if not found:
            said = ", ".join(str(v) for v in context.params.values() if isinstance(v, str))
            raise not_found(context.call, f'Could not find {_words(noun)} "{said}".')
        return found[0]

    def _identity(self, context: Context, noun: str) -> tuple[str, ...]:
        return identity(context.call.operation.service_model, noun)

    def _new(self, context: Context, noun: str) -> Record:
        record = Record(context.call.service, context.account, context.region, noun)
        record.id = identifier(record.service, noun)
        record.data = merged(defaults(record), canonical(context.params, noun))
        record.arn = arn(context, record)
        record.tags = tags_in(context.params)
        # What identifies it may be given by the service: an id, an ARN.
        for member in self._identity(context, noun):
            own = record.arn if member.lower().endswith("arn") else record.id
            record.data.setdefault(member, own)
        return record

    def _changed(self, record: Record, context: Context) -> Record:
        params = dict(context.params)
        member, target = known(record.service, record.noun).get("adds", ("", ""))
        if member in params:
            params[target] = [*record.data.get(target, ()), *params.pop(member)]
        record.data = merged(record.data, canonical(params, record.noun))
        record.modified = datetime.datetime.now(datetime.UTC)
        return record

    def _overlay(
        self, context: Context, noun: str, answer: Mapping[str, Any], ending: str
    ) -> Record:
        """Keep a record of a thing of moto's, whose ARN is in an answer."""
        record = Record(context.call.service, context.account, context.region, noun, overlay=True)
        arns = (v for k, v in answer.items() if k.lower().endswith(ending.lower()))
        record.arn = next(arns, "")
        self._records.append(record)
        return record

    def _of_moto(self, context: Context, noun: str) -> Record:
        """Begin to change a thing that moto holds, if it does."""
        params = canonical(context.params, noun)
        for reader in operations_on(context.call.operation.service_model, Does.READ, noun):
            shape: Any = reader.input_shape
            asked = {m: params[m] for m in shape.members if isinstance(params.get(m), str)}
            if all(member in asked for member in shape.required_members):
                answer = context.ask(reader.name, asked)
                if answer is not None:
                    return self._overlay(context, noun, answer, f"{noun}arn")
        raise not_found(context.call, f"Could not find {_words(noun)}.")


def _forgotten(call: Call, what: Kind) -> bool:
    """Say whether a call makes something that moto forgets part of."""
    return what.does is Does.CREATE and "forgets" in known(call.service, what.noun)


def _words(noun: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", noun).lower()
