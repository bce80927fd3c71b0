"""Operations that moto lacks: the thing is stored as it was sent and shown as the model says."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.errors import exists, not_found
from sandbox.account.fallback import known
from sandbox.account.fallback.kinds import Does, Kind, identity, kind, operations_on
from sandbox.account.fallback.project import described, listed, overlaid
from sandbox.account.fallback.record import Record, canonical, merged
from sandbox.account.services import Call


class Fallback:
    """Everything that was made or changed through operations that moto lacks."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._do: Mapping[Does, Callable[[Context, Kind], dict[str, Any]]] = {
            Does.CREATE: self._create,
            Does.PUT: self._put,
            Does.READ: self._read,
            Does.LIST: self._list,
            Does.UPDATE: self._update,
            Does.DELETE: self._delete,
            Does.START: self._start,
            Does.STOP: self._stop,
            Does.TAG: self._tag,
            Does.UNTAG: self._untag,
            Does.LIST_TAGS: self._list_tags,
        }

    def answer(self, context: Context) -> dict[str, Any]:
        """Carry out one call."""
        what = kind(context.call.operation)
        return self._do.get(what.does, self._other)(context, what)

    def owns(self, context: Context) -> bool:
        """Say whether the thing that a call is about is here and not in moto."""
        what = kind(context.call.operation)
        if (context.call.service, what.noun) in known.MADE_HERE:
            return True
        if what.does in (Does.TAG, Does.UNTAG, Does.LIST_TAGS):
            return self._by_arn(context) is not None
        if what.does in (Does.CREATE, Does.LIST, Does.OTHER):
            return False
        return any(not record.overlay for record in self._found(context, what.noun))

    def concerns(self, call: Call) -> bool:
        """Say whether there may be something to add to moto's answer."""
        what = kind(call.operation)
        noun = what.noun
        if what.does is Does.CREATE and (call.service, noun) in known.ECHOED:
            return True
        return any(
            r.overlay and r.noun == noun and r.service == call.service for r in self._records
        )

    def complete(self, context: Context, result: dict[str, Any]) -> None:
        """Add to a result of moto what was changed through the fallback."""
        what = kind(context.call.operation)
        for record in self._found(context, what.noun):
            if not record.overlay:
                continue
            if what.does is Does.READ:
                overlaid(context.call.operation.output_shape, result, record)
            elif what.does is Does.DELETE:
                self._records.remove(record)
        if what.does is Does.CREATE and (context.call.service, what.noun) in known.ECHOED:
            self._records.append(self._echo(context, what.noun, result))

    def guard(self, context: Context) -> None:
        """Refuse to delete what something here needs."""
        what = kind(context.call.operation)
        if what.does is Does.DELETE:
            known.check_children(context, what.noun, self._records)

    def of(self, context: Context, noun: str, **data: str) -> list[Record]:
        """Return the records of one kind whose data are as given; for corrections' guards."""
        return [
            record
            for record in self._here(context, noun)
            if all(record.data.get(member) == value for member, value in data.items())
        ]

    def _create(self, context: Context, what: Kind) -> dict[str, Any]:
        known.check_parents(context, what.noun)
        record = self._new(context, what.noun)
        names = [m for m in self._identity(context, what.noun) if m in record.data]
        for other in self._here(context, what.noun) if names else ():
            if all(other.data.get(m) == record.data[m] for m in names):
                if (record.service, record.noun) in known.TWICE:
                    self._records.remove(other)
                else:
                    text = f'Cannot create already existing {_words(what.noun)} "{other.arn}".'
                    raise exists(context.call, text)
        self._records.append(record)
        return described(context.call.operation.output_shape, record)

    def _put(self, context: Context, what: Kind) -> dict[str, Any]:
        found = self._found(context, what.noun)
        if not found:
            return self._create(context, what)
        self._change(found[0], context)
        return described(context.call.operation.output_shape, found[0])

    def _read(self, context: Context, what: Kind) -> dict[str, Any]:
        return described(context.call.operation.output_shape, self._one(context, what.noun))

    def _list(self, context: Context, what: Kind) -> dict[str, Any]:
        records = [r for r in self._here(context, what.noun) if not r.overlay]
        for member, value in context.params.items():
            records = [record for record in records if _selected(record, member, value)]
        return listed(context.call.operation.output_shape, records, what.noun)

    def _update(self, context: Context, what: Kind) -> dict[str, Any]:
        found = self._found(context, what.noun)
        record = found[0] if found else self._overlay(context, what.noun)
        self._change(record, context)
        return described(context.call.operation.output_shape, record)

    def _delete(self, context: Context, what: Kind) -> dict[str, Any]:
        record = self._one(context, what.noun)
        self._records.remove(record)
        return described(context.call.operation.output_shape, record)

    def _start(self, context: Context, what: Kind) -> dict[str, Any]:
        if not self._here(context, what.noun):
            return self._create(context, what)
        record = self._one(context, what.noun)
        record.stopped = False
        return described(context.call.operation.output_shape, record)

    def _stop(self, context: Context, what: Kind) -> dict[str, Any]:
        record = self._one(context, what.noun)
        record.stopped = True
        return described(context.call.operation.output_shape, record)

    def _tag(self, context: Context, _what: Kind) -> dict[str, Any]:
        self._tagged(context).tags.update(_tags(context.params))
        return {}

    def _untag(self, context: Context, _what: Kind) -> dict[str, Any]:
        record = self._tagged(context)
        for name, value in context.params.items():
            if isinstance(value, list) and name.lower().endswith("keys"):
                for key in value:
                    record.tags.pop(key, None)
        return {}

    def _list_tags(self, context: Context, _what: Kind) -> dict[str, Any]:
        return known.tag_list(context.call.operation.output_shape, self._tagged(context).tags)

    def _other(self, context: Context, what: Kind) -> dict[str, Any]:
        """An operation that fits no pattern is accepted, and its parameters are echoed."""
        return described(context.call.operation.output_shape, self._new(context, what.noun))

    def _by_arn(self, context: Context) -> Record | None:
        """Return the record whose ARN a tag operation names."""
        named = {v for v in context.params.values() if isinstance(v, str)}
        return next((r for r in self._records if r.arn in named and not r.overlay), None)

    def _tagged(self, context: Context) -> Record:
        """Return where tags are kept, for a thing of moto's that it keeps none for too."""
        arn = next((str(v) for v in context.params.values() if isinstance(v, str)), "")
        record = self._by_arn(context)
        if record is None:
            found = [r for r in self._here(context, "") if r.arn == arn]
            record = found[0] if found else None
        if record is None:
            record = _blank(context, "", arn=arn, overlay=True)
            self._records.append(record)
        return record

    def _here(self, context: Context, noun: str) -> list[Record]:
        where = (context.call.service, context.account, context.region)
        return [
            r for r in self._records if r.noun == noun and (r.service, r.account, r.region) == where
        ]

    def _found(self, context: Context, noun: str) -> list[Record]:
        """Return the records that a call's own parameters name."""
        params = canonical(context.params, noun)
        names = [m for m in self._identity(context, noun) if m in params]
        if not names:
            shape: Any = context.call.operation.input_shape
            required = shape.required_members if shape is not None else []
            names = [m for m in required if isinstance(params.get(m), str)]
        if not names:
            return []
        return [
            record
            for record in self._here(context, noun)
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
        record = _blank(context, noun)
        record.data = merged(known.defaults(context, noun), canonical(context.params, noun))
        record.id = known.identifier(context, noun, record)
        record.arn = known.arn(context, noun, record)
        record.data.update(known.computed(context, noun, record))
        record.tags = _tags(context.params)
        # What identifies it may be given by the service: an id, an ARN.
        for member in self._identity(context, noun):
            if member not in record.data:
                lower = member.lower()
                record.data[member] = record.arn if lower.endswith("arn") else record.id
        return record

    def _change(self, record: Record, context: Context) -> None:
        params = dict(context.params)
        member, target = known.ADDED.get((record.service, record.noun), ("", ""))
        if member in params:
            params[target] = [*record.data.get(target, ()), *params.pop(member)]
        record.data = merged(record.data, canonical(params, record.noun))
        record.modified = datetime.datetime.now(datetime.UTC)

    def _echo(self, context: Context, noun: str, result: Mapping[str, Any]) -> Record:
        """Remember what moto was sent for something that it has just made."""
        record = _blank(context, noun, overlay=True)
        record.echo = dict(context.params)
        record.arn = next((v for k, v in result.items() if k.endswith("Arn")), "")
        record.id = record.arn.rpartition("/")[2]
        record.modified = record.created
        return record

    def _overlay(self, context: Context, noun: str) -> Record:
        """Begin to change a thing that moto holds, if it does."""
        service = context.call.operation.service_model
        params = canonical(context.params, noun)
        for reader in operations_on(service, Does.READ, noun):
            shape: Any = reader.input_shape
            asked = {m: params[m] for m in shape.members if isinstance(params.get(m), str)}
            if all(member in asked for member in shape.required_members):
                answer = context.ask(reader.name, asked)
                if answer is not None:
                    record = _blank(context, noun, overlay=True)
                    record.arn = next(
                        (v for k, v in answer.items() if k.lower().endswith(f"{noun.lower()}arn")),
                        "",
                    )
                    self._records.append(record)
                    return record
        raise not_found(context.call, f"Could not find {_words(noun)}.")


def _blank(context: Context, noun: str, *, arn: str = "", overlay: bool = False) -> Record:
    where = (context.call.service, context.account, context.region)
    return Record(*where, noun, arn=arn, overlay=overlay)


def _words(noun: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", noun).lower()


def _tags(params: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags in a request, whichever way the service spells them."""
    for name, value in params.items():
        if not name.lower().endswith("tags"):
            continue
        if isinstance(value, Mapping):
            return {str(k): str(v) for k, v in value.items()}
        if isinstance(value, list):
            pairs = [{k.lower(): str(v) for k, v in item.items()} for item in value]
            return {_of(pair, "key"): _of(pair, "value") for pair in pairs}
    return {}


def _selected(record: Record, member: str, value: Any) -> bool:
    """Say whether a record passes one filter of a list operation."""
    if isinstance(value, list):
        single = re.sub(r"(List|s)$", "", member)
        return not value or any(record.named(single, item) for item in value)
    name = re.sub(r"Equals$", "", member)
    if name.endswith("Contains"):
        return value in (record.name or "")
    return name not in record.data or record.data[name] == value


def _of(tag: Mapping[str, str], part: str) -> str:
    return tag.get(part, tag.get(f"tag{part}", ""))
