"""What identifies a resource whose type no table has: in its calls, and in Pulumi as its id."""

from sandbox.provider import likeness
from sandbox.provider.likeness import Carrier, canonical, required, split, stem
from sandbox.provider.shapes import input_shape, members_of
from sandbox.schema.store import ResourceSchema

BESIDE = frozenset(("region", "tags", "tagsAll"))
"""Inputs of every type that no call carries by name."""


class Identity:
    """The members that identify the resources which one operation makes."""

    def __init__(self, schema: ResourceSchema, create: Carrier) -> None:
        self.schema = schema
        self.create = create
        self.service = create.service
        self.noun = split(create.operation)[1]
        self.inputs = sorted(set(schema.inputs) - BESIDE)
        self.own = ""
        """Member that tells the resource from others of its kind."""

        self.answer = likeness.output_shape(self.service, create.operation)
        _, made = likeness.place(self.answer, self.noun, schema.outputs)
        taken = {canonical(m) for m in create.cargo.members.values()}
        self.told = {canonical(m) for m in members_of(made)} - taken if made is not None else set()
        """Members that only the answer to the creating call has."""

    def is_own(self, member: str) -> bool:
        """Whether a member identifies the resource itself, and not one that it belongs to."""
        noun, ends = canonical(self.noun), stem(member) != canonical(member)
        return noun.endswith(stem(member)) or (ends and canonical(member) in self.told)

    def _identifying(self, name: str) -> list[str]:
        """Members that say which resource an operation is about."""
        shape = input_shape(self.service, name) if name else None
        if shape is None:
            return []
        texts = [m for m, s in members_of(shape).items() if s.type_name in ("string", "list")]
        members = [m for m in required(shape) if m in texts]
        if any(self.is_own(m) for m in members):
            return members
        noun = canonical(self.noun)
        named = [m for m in texts if self.is_own(m) and stem(m) != canonical(m)]
        own = [m for m in named if canonical(m) == canonical(self.own)]
        own = own or [m for m in named if not self.own or stem(m) in (noun, "")]
        given = set(self.create.cargo.members.values())
        own.sort(key=lambda m: m not in given)
        return [*members, *own[:1]]

    def id(self, name: str) -> str:
        """The id, going by what identifies the resource in the operation `name`."""
        members = self._identifying(name)
        self.own = next((m for m in members if self.is_own(m)), "")
        if self.own:
            return self._own_id()
        shape = input_shape(self.service, name) if name else None
        parents = likeness.carried(shape, self.inputs, self.noun) if shape is not None else {}
        of = {member: name for name, member in parents.items()}
        return ":".join(f"{{{of[m]}}}" for m in members if m in of)

    def _own_id(self) -> str:
        """Where the answer to the creating call has the id, or of which input it is made."""
        wanted, noun = canonical(self.own), canonical(self.noun)
        given = self.create.cargo.members.items()
        named = next((n for n, m in given if canonical(m) == wanted), "")
        if named:
            return f"{{{named}}}"
        ends = wanted.removeprefix(stem(self.own))
        ways = [wanted, noun + ends, ends, f"{noun}arn", f"{noun}id", "arn", "id"]
        path = next((p for w in ways if (p := likeness.found_at(self.answer, w))), "")
        return f"@{path}" if path else "{name}" if "name" in self.create.cargo.members else ""

    def key(self, name: str, id_: str, *, changes: bool, undoes: bool) -> dict[str, str]:
        """What identifies the resource in one operation, by member the property."""
        shape = input_shape(self.service, name)
        if shape is None:
            return {}
        of = {m: n for n, m in likeness.carried(shape, self.inputs, self.noun).items()}
        found = dict[str, str]()
        for member in self._identifying(name):
            plain = canonical(member)
            if self.is_own(member):
                as_arn = plain.endswith("arn") and "arn" in self.schema.outputs
                other = "arn" if as_arn else of.get(member, named_by(id_))
                found[member] = named_by(id_) if plain == canonical(self.own) else other
            elif member in of and not changes:
                found[member] = of[member]
        for member, input_ in of.items() if undoes else ():
            # What it belongs to, where a request need not say so: the cluster of a service.
            text = members_of(shape)[member].type_name == "string"
            if text and input_ in self.create.cargo.members and not self.is_own(member):
                found.setdefault(member, input_)
        return found


def named_by(id_: str) -> str:
    """Property that an id is: `name` of `{name}`, else `id`."""
    return id_[1:-1] if id_.startswith("{") and id_.count("{") == 1 else "id"
