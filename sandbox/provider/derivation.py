"""What a row of the table would say about a type that has none."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.names import canonical, split
from sandbox.provider.likeness import (
    Cargo,
    Carrier,
    cargo,
    carried,
    found_at,
    operations,
    output_shape,
    place,
    shown,
    stem,
    told,
    verbs,
)
from sandbox.schema.store import ResourceSchema
from sandbox.service_model import required, service_model
from sandbox.service_model.shapes import input_shape, limits_of, member_named, members_of, shape_at

BESIDE = frozenset(("region", "tags", "tagsAll"))
"""Inputs of every type that no call carries by name."""


class Derivation:
    """Joins what the names in the SDK and in the service's model have in common.

    `said` is what `derived.toml` says of the type.
    """

    def __init__(self, schema: ResourceSchema, create: Carrier, said: Mapping[str, Any]) -> None:
        self.schema = schema
        self.create = create
        self.given = create.cargo.members
        self.said = said
        self.members: Mapping[str, str] = said.get("members", {})
        self.service = create.service
        self.verb, self.noun = split(create.operation)
        self.plain = canonical(self.noun)
        self.type = schema.token.rsplit(":", 1)[1]
        self.inputs = sorted(set(schema.inputs) - BESIDE)
        self.own = ""
        """Member that tells the resource from others of its kind."""

        self.answer = output_shape(self.service, create.operation)
        made = place(self.answer, self.noun, schema.outputs)[1]
        taken = {canonical(member) for member in self.given.values()}
        self.made = {canonical(member) for member in members_of(made)} - taken
        """Members that only the answer to the creating call has."""

    def row(self) -> dict[str, Any] | None:
        """The row; None where nothing reads such a resource."""
        delete = self._named(told()["undo"].get(self.verb, "Delete"), "Delete")[:1]
        reads = self._named(*verbs("read"))
        changes = self._named(*verbs("update"))
        if self.verb in ("Put", "Register"):
            changes.append(self.create.operation)
        about = next(iter((*delete, *reads)), "")
        id_ = self.said.get("id") or self._id(about)
        if not id_:
            return None
        key = dict[str, str](self.said.get("key", {}))
        for name in (*delete, *reads, *changes) if not key else ():
            key |= self._key(name, id_, changes=name in changes, undoes=name == about)
        read = self.said.get("read") or self._read(reads, key)
        if read is None:
            return None
        found = {
            "service": self.service,
            "create": self.creation(),
            "read": read,
            "updates": [self._call(name, key) for name in changes],
            "delete": delete,
            "id": id_,
            "key": key,
            "replaces": " ".join(self._replaces(changes, key)),
            "dead": told()["dead"],
            **self._naming(id_),
            **self._arn(read),
            **self._tagging(key),
        }
        return {**found, **self.said}

    def creation(self) -> dict[str, Any]:
        """The call that makes one."""
        return self._call(self.create.operation, ())

    def _named(self, *verbs: str) -> list[str]:
        """Operations on the resource with these verbs."""
        known = operations(self.service).items()
        return [name for verb in verbs for name, said in known if said == (verb, self.plain)]

    def _is_own(self, member: str) -> bool:
        """Whether a member identifies the resource itself, and not one that it belongs to."""
        name, stemmed = canonical(member), stem(member)
        return self.plain.endswith(stemmed) or (stemmed != name and name in self.made)

    def _identifying(self, name: str) -> list[str]:
        """Members that say which resource an operation is about."""
        shape = input_shape(self.service, name) if name else None
        texts = [m for m, s in members_of(shape).items() if s.type_name in ("string", "list")]
        needed = [m for m in required(shape) if m in texts]
        if any(self._is_own(m) for m in needed):
            return needed
        named = [m for m in texts if self._is_own(m) and stem(m) != canonical(m)]
        own = [m for m in named if canonical(m) == canonical(self.own)]
        own = own or [m for m in named if not self.own or stem(m) in (self.plain, "")]
        own.sort(key=lambda m: m not in self.given.values())
        return [*needed, *own[:1]]

    def _id(self, name: str) -> str:
        """The id, going by what identifies the resource in the operation `name`."""
        members = self._identifying(name)
        self.own = next((m for m in members if self._is_own(m)), "")
        if not self.own:
            shape = input_shape(self.service, name) if name else None
            of = {m: n for n, m in carried(shape, self.inputs, self.noun).items()}
            return ":".join(f"{{{of[m]}}}" for m in members if m in of)
        wanted = canonical(self.own)
        for name, member in self.given.items():
            if canonical(member) == wanted:
                return f"{{{name}}}"
        ends = wanted.removeprefix(stem(self.own))
        ways = [wanted, self.plain + ends, ends, f"{self.plain}arn", f"{self.plain}id", "arn", "id"]
        path = next((path for way in ways if (path := found_at(self.answer, way))), "")
        return f"@{path}" if path else "{name}" if "name" in self.given else ""

    def _key(self, name: str, id_: str, *, changes: bool, undoes: bool) -> dict[str, str]:
        """What identifies the resource in one operation, by member the property."""
        shape = input_shape(self.service, name)
        of = {m: n for n, m in carried(shape, self.inputs, self.noun).items()}
        found = dict[str, str]()
        for member in self._identifying(name):
            plain = canonical(member)
            if plain == canonical(self.own):
                found[member] = _named_by(id_)
            elif self._is_own(member):
                as_arn = plain.endswith("arn") and "arn" in self.schema.outputs
                found[member] = "arn" if as_arn else of.get(member, _named_by(id_))
            elif member in of and not changes:
                found[member] = of[member]
        for member, input_ in of.items() if undoes else ():
            # What it belongs to, where a request need not say so: the cluster of a service.
            text = members_of(shape)[member].type_name == "string"
            if text and input_ in self.given and not self._is_own(member):
                found.setdefault(member, input_)
        return found

    def _cargo(self, name: str, key: Iterable[str]) -> Cargo:
        return cargo(input_shape(self.service, name), self.inputs, self.noun, key)

    def _call(self, name: str, key: Iterable[str]) -> dict[str, Any]:
        """One call, with the members that do not follow from the names of their inputs."""
        shape, taken = input_shape(self.service, name), self._cargo(name, key)
        odd = dict[str, str]()
        for input_, member in taken.members.items():
            top = member in members_of(shape)
            where = shape if top else shape_at(shape, taken.into) if shape else None
            named = member_named(where, input_, self.noun) if where else member
            if named != member and input_ not in self.members:
                odd[input_] = member if top else f"{taken.into}.{member}"
        return {"call": name, "into": taken.into, "members": odd}

    def _read(self, names: list[str], key: Mapping[str, str]) -> dict[str, Any] | None:
        """The call whose answer shows most of the resource."""
        best, most, outputs = None, -1, self.schema.outputs
        own = canonical(self.own)
        for name in names:
            shape = input_shape(self.service, name)
            if shape is None or not {*required(shape)} <= {*key}:
                continue
            at, inner = place(output_shape(self.service, name), self.noun, outputs, self.own)
            asked = any(self._is_own(m) and m in key for m in members_of(shape))
            member = next((m for m in members_of(inner) if own and canonical(m) == own), "")
            if at.endswith("[0]") and member and not asked:
                at = f"{at[:-3]}[{member}={key.get(self.own, 'id')}]"
            if (count := shown(inner, self.noun, outputs)) > most:
                best, most = {"call": name, "at": at, "outputs": self._odd(inner)}, count
        return best

    def _odd(self, shape: Any) -> dict[str, str]:
        """Outputs of an answer whose members do not follow from their names."""
        outputs = sorted(set(self.schema.outputs) - BESIDE - {"id"})
        found = carried(shape, outputs, self.noun)
        odd = {n: m for n, m in found.items() if member_named(shape, n, self.type) != m}
        arn = next((m for m in members_of(shape) if self._is_arn(m)), "")
        return {"arn": arn, **odd} if arn and "arn" in outputs and "arn" not in found else odd

    def _is_arn(self, member: str) -> bool:
        """Whether a member is the ARN of the resource itself: `ConsumerARN` of a stream's."""
        ours = stem(member) and self.plain.endswith(stem(member))
        return bool(ours) and canonical(member).endswith("arn")

    def _replaces(self, changes: list[str], key: Mapping[str, str]) -> list[str]:
        """Inputs of the creating call that no later one takes, and what identifies the resource."""
        shapes = [input_shape(self.service, name) for name in changes]
        said = {name: path for name, path in self.members.items() if "." not in name}
        later = {name for change in changes for name in self._cargo(change, key).members}
        later |= {n for n, path in said.items() for s in shapes if s and shape_at(s, path)}
        fixed = {*self.given, *said} - later
        return sorted(fixed | (set(key.values()) & set(self.inputs)))

    def _naming(self, id_: str) -> dict[str, Any]:
        """How a name is made up where the program gives none."""
        name = _named_by(id_) if _named_by(id_) != "id" else "name"
        given = self.schema.inputs.get(name)
        if given is None or given.required or given.type != "string":
            return {}
        shape = input_shape(self.service, self.create.operation)
        member = members_of(shape).get(self.given.get(name, ""))
        longest = limits_of(member).get("max", 255) if member is not None else 255
        return {"autoname": {"property": name, "max_length": min(longest, 255)}}

    def _arn(self, read: Mapping[str, Any]) -> dict[str, Any]:
        """The ARN, where no answer holds it: in the form that most services give it."""
        answer = output_shape(self.service, read["call"])
        inner = shape_at(answer, read.get("at", "")) if answer is not None else None
        words = {"arn", f"{self.plain}arn", f"{canonical(self.type)}arn"}
        shown = {canonical(m) for m in members_of(inner)} | {
            *map(canonical, read.get("outputs", ()))
        }
        if "arn" not in self.schema.outputs or words & shown:
            return {}
        if canonical(self.own).endswith("arn"):
            return {"arn": "{id}"}
        where = f"arn:{{partition}}:{service_model(self.service).signing_name}"
        return {"arn": f"{where}:{{region}}:{{account}}:{self.noun.lower()}/{{id}}"}

    def _tagging(self, key: Mapping[str, str]) -> dict[str, Any]:
        """How tags of an existing resource change."""
        known = operations(self.service)
        ways = [way.format(*[self.noun] * 3).split() for way in told()["tagging"]]
        tag, untag, read = next((way for way in ways if way[0] in known), ("", "", ""))
        shape = input_shape(self.service, tag) if tag and self.schema.all_tags else None
        members = members_of(shape).items()
        if shape is None or any(s.type_name == "structure" for _, s in members):
            return {}
        texts = [m for m, s in members if s.type_name in ("string", "list")]
        on = next(m for m in texts if not canonical(m).startswith("tag"))
        arn = canonical(on).endswith("arn") or "arn" not in canonical(self.own)
        by_arn = arn and "arn" in self.schema.outputs and self.service != "ec2"
        found = {"tag": tag, "untag": untag, "read": read}
        found = {what: call for what, call in found.items() if call in known}
        return {"tagging": {**found, "on": {on: key.get(on, "arn" if by_arn else "id")}}}


def _named_by(id_: str) -> str:
    """Property that an id is: `name` of `{name}`, else `id`."""
    return id_[1:-1] if id_.startswith("{") and id_.count("{") == 1 else "id"
