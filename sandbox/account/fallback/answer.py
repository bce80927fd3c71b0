"""Operations that moto lacks: the thing is stored as it was sent and shown as the model says."""

import re
from collections.abc import Mapping
from typing import Any

import jmespath
from moto.moto_api._internal import mock_random

from sandbox.account.context import Context
from sandbox.account.errors import exists, not_found
from sandbox.account.fallback.ids import new_id
from sandbox.account.fallback.kinds import (
    Does,
    Kind,
    given_by_service,
    identity,
    kind,
    known,
    operations_on,
)
from sandbox.account.fallback.of_moto import taken
from sandbox.account.fallback.record import Record, canonical, described, listed, merged, overlaid
from sandbox.account.services import Call
from sandbox.tags import tag_members, tags_in


class Fallback:
    """Everything that was made or changed through operations that moto lacks."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def answer(self, context: Context) -> dict[str, Any]:
        """Carry out one call."""
        what, output = kind(context.call.operation), context.call.operation.output_shape
        match what.does:
            case Does.TAG | Does.UNTAG | Does.LIST_TAGS:
                return self._tagged(context, what.does, output)
            case Does.LIST:
                records = [r for r in self._here(context, what.noun) if not r.overlay]
                for member, value in context.params.items():
                    records = [record for record in records if record.selected(member, value)]
                return listed(output, records, what.noun)
            case Does.CREATE:
                record = self._create(context, what.noun)
            case Does.PUT | Does.UPDATE:
                record = self._change(context, what)
            case Does.START if not self._here(context, what.noun):
                record = self._create(context, what.noun)
            case Does.OTHER:
                # An operation that fits no pattern is accepted, and its parameters are echoed.
                record = self._new(context, what.noun)
            case Does.DELETE if not self._found(context, what.noun) and taken(context, what.noun):
                return {}
            case _:
                record = self._one(context, what.noun)
                if what.does is Does.DELETE:
                    self._records.remove(record)
                elif what.does is not Does.READ:
                    record.stopped = what.does is Does.STOP
        return described(output, record)

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
            record = self._overlay(context, what.noun, result, "arn")
            record.echo = dict(context.params)
            record.id = record.arn.rpartition("/")[2]
            record.modified = record.created

    def guard(self, context: Context) -> None:
        """Refuse to delete what something here needs."""
        what = kind(context.call.operation)
        held_by = known(context.call.service, what.noun).get("holds", ())
        for noun, member, own in held_by if what.does is Does.DELETE else ():
            name = context.params.get(own)
            held = (jmespath.search(member, record.data) for record in self._here(context, noun))
            if name is not None and name in held:
                text = f"Unable to delete {what.noun} [{name}] because {noun}(s) are associated"
                raise exists(context.call, f"{text} with it.")

    def _create(self, context: Context, noun: str) -> Record:
        row = known(context.call.service, noun)
        if "within" in row:
            # Refused where it is not there.
            operation, member = row["within"]
            context.ask(operation, {member: context.params[member]})
        record = self._new(context, noun)
        names = [m for m in self._identity(context, noun) if m in record.data]
        for other in self._here(context, noun) if names else ():
            if all(other.data.get(m) == record.data[m] for m in names):
                if not row.get("again"):
                    text = f'Cannot create already existing {_words(noun)} "{other.arn}".'
                    raise exists(context.call, text)
                self._records.remove(other)
        self._records.append(record)
        return record

    def _change(self, context: Context, what: Kind) -> Record:
        found = self._found(context, what.noun)
        if not found and what.does is Does.PUT:
            return self._create(context, what.noun)
        record = found[0] if found else self._of_moto(context, what.noun)
        params = dict(context.params)
        member, target = known(record.service, record.noun).get("adds", ("", ""))
        if member in params:
            params[target] = [*record.data.get(target, ()), *params.pop(member)]
        record.change(canonical(params, record.noun))
        return record

    def _tagged(self, context: Context, does: Does, output: Any) -> dict[str, Any]:
        """Change or show tags, also those of a thing of moto's that it keeps none for."""
        named = next((str(v) for v in context.params.values() if isinstance(v, str)), "")
        kept = (record for record in self._here(context, "") if record.arn == named)
        record = self._by_arn(context) or next(kept, None)
        record = record or self._overlay(context, "", {"Arn": named}, "arn")
        if does is Does.LIST_TAGS:
            return tag_members(output, record.tags)
        if does is Does.TAG:
            record.tags.update(tags_in(context.params) or {})
        for member, keys in context.params.items() if does is Does.UNTAG else ():
            for key in keys if isinstance(keys, list) and member.lower().endswith("keys") else ():
                record.tags.pop(key, None)
        return {}

    def _by_arn(self, context: Context) -> Record | None:
        """Return the record whose ARN a tag operation names."""
        named = {v for v in context.params.values() if isinstance(v, str)}
        return next((r for r in self._records if r.arn in named and not r.overlay), None)

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
        row, names = known(context.call.service, noun), self._identity(context, noun)
        record = Record(context.call.service, context.account, context.region, noun)
        record.id = (
            row["id"].format(hex12=mock_random.get_random_hex(12))
            if "id" in row
            else new_id(given_by_service(context.call.operation, noun))
        )
        default = row.get("default", {}).items()
        filled = {m: v.format_map(vars(record)) if isinstance(v, str) else v for m, v in default}
        record.data = merged(filled, canonical(context.params, noun))
        parts = [str(record.data[name]).lower() for name in names if name in record.data]
        resource = "/".join([_words(noun).replace(" ", "-"), *(parts or [record.id])])
        arn = row["arn"].format_map(vars(record)) if "arn" in row else context.arn(resource)
        record.arn = arn
        record.tags = tags_in(context.params) or {}
        # What identifies it may be given by the service: an id, an ARN.
        for member in names:
            record.data.setdefault(member, arn if member.lower().endswith("arn") else record.id)
        return record

    def _overlay(
        self, context: Context, noun: str, answer: Mapping[str, Any], ending: str
    ) -> Record:
        """Keep a record of a thing of moto's, whose ARN is in an answer."""
        record = Record(context.call.service, context.account, context.region, noun, overlay=True)
        record.arn = next((v for k, v in answer.items() if k.lower().endswith(ending)), "")
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
                return self._overlay(context, noun, answer, f"{noun}arn".lower())
        raise not_found(context.call, f"Could not find {_words(noun)}.")


def _forgotten(call: Call, what: Kind) -> bool:
    """Say whether a call makes something that moto forgets part of."""
    return what.does is Does.CREATE and "forgets" in known(call.service, what.noun)


def _words(noun: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", noun).lower()
