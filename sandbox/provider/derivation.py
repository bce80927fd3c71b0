"""What an entry of the table would say about a type that has none."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.provider import likeness
from sandbox.provider.identity import BESIDE, Identity, named_by
from sandbox.provider.likeness import Cargo, Carrier, canonical, operations, required, split
from sandbox.provider.shapes import input_shape, limits_of, member_named, members_of, shape_at
from sandbox.schema.store import ResourceSchema
from sandbox.service_model import service_model

READS = ("Describe", "Get", "Head", "List", "BatchGet")
"""Verbs of operations that read."""

_UPDATES = ("Update", "Modify", "Set")
_UNDOES = {
    "Register": "Deregister",
    "Run": "Terminate",
    "Allocate": "Release",
    "Associate": "Disassociate",
    "Attach": "Detach",
    "Enable": "Disable",
    "Add": "Remove",
    "Authorize": "Revoke",
    "Subscribe": "Unsubscribe",
}
_DEAD = "deleted deleting DELETED DELETING INACTIVE terminated TERMINATED cancelled"
"""States of what can still be read and is no longer there, whatever the service."""

_TAGGING = (
    ("TagResource", "UntagResource", "ListTagsForResource"),
    ("AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource"),
    ("AddTags", "RemoveTags", "ListTags"),
    ("CreateTags", "DeleteTags", ""),
)


class Derivation:
    """Joins what the names in the SDK and in the service's model have in common."""

    def __init__(self, schema: ResourceSchema, create: Carrier, said: Mapping[str, Any]) -> None:
        self.schema = schema
        self.create = create
        self.said = said
        self.service = create.service
        self.verb, self.noun = split(create.operation)
        self.type = schema.token.rsplit(":", 1)[1]
        self.inputs = sorted(set(schema.inputs) - BESIDE)
        self.identity = Identity(schema, create)

    def entry(self) -> dict[str, Any] | None:
        """The entry; None where nothing reads such a resource."""
        undo = _UNDOES.get(self.verb, "Delete")
        delete = next((n for verb in (undo, "Delete") for n in self._named(verb)), "")
        reads = [n for verb in READS for n in self._named(verb)]
        changes = [n for verb in _UPDATES for n in self._named(verb)]
        if self.verb in ("Put", "Register"):
            changes.append(self.create.operation)
        id_ = self.said.get("id") or self.identity.id(delete or next(iter(reads), ""))
        if not id_:
            return None
        key = dict[str, str](self.said.get("key", {}))
        for name in (*([delete] if delete else ()), *reads, *changes) if not key else ():
            undoes = name == (delete or next(iter(reads), ""))
            key |= self.identity.key(name, id_, changes=name in changes, undoes=undoes)
        read = self.said.get("read") or self._read(reads, key)
        if read is None:
            return None
        found: dict[str, Any] = {
            "service": self.service,
            "create": self._call(self.create.operation, ()),
            "read": read,
            "updates": [self._call(name, key) for name in changes],
            "delete": [delete] if delete else [],
            "id": id_,
            "key": key,
            "replaces": " ".join(self._replaces(changes, key)),
            "dead": _DEAD,
            **self._naming(id_),
            **self._arn(read),
            **self._tagging(key),
        }
        return {**found, **self.said}

    def _named(self, verb: str) -> list[str]:
        """Operations on the resource with this verb."""
        known = operations(self.service).items()
        return [n for n, (its, noun) in known if its == verb and noun == canonical(self.noun)]

    def _cargo(self, name: str, key: Iterable[str]) -> Cargo | None:
        shape = input_shape(self.service, name)
        return likeness.cargo(shape, self.inputs, self.noun, key) if shape is not None else None

    def _call(self, name: str, key: Iterable[str]) -> dict[str, Any]:
        """One call, with the members that do not follow from the names of their inputs."""
        shape, cargo = input_shape(self.service, name), self._cargo(name, key)
        if shape is None or cargo is None:
            return {"call": name}
        odd = dict[str, str]()
        for name_, member in cargo.members.items():
            if name_ in self.said.get("members", {}):
                continue
            top = member in members_of(shape)
            where = shape if top or not cargo.into else members_of(shape)[cargo.into]
            if member_named(where, name_, self.noun) != member:
                odd[name_] = member if top else f"{cargo.into}.{member}"
        call: dict[str, Any] = {"call": name}
        call |= {"into": cargo.into} if cargo.into else {}
        return {**call, **({"members": odd} if odd else {})}

    def _read(self, names: list[str], key: Mapping[str, str]) -> dict[str, Any] | None:
        """The call whose answer shows most of the resource."""
        best, most = None, -1
        own = canonical(self.identity.own)
        for name in names:
            shape = input_shape(self.service, name)
            answer = likeness.output_shape(self.service, name)
            if shape is None or any(m not in key for m in required(shape)):
                continue
            path, inner = likeness.place(answer, self.noun, self.schema.outputs, self.identity.own)
            asked = any(self.identity.is_own(m) and m in key for m in members_of(shape))
            if path.endswith("[0]") and inner is not None and own and not asked:
                member = next((m for m in members_of(inner) if canonical(m) == own), "")
                path = (
                    f"{path[:-3]}[{member}={key.get(self.identity.own, 'id')}]" if member else path
                )
            outputs = self.schema.outputs
            shown = likeness.shown(inner, self.noun, outputs) if inner is not None else 0
            if shown > most:
                best, most = {"call": name, "at": path, "outputs": self._odd(inner)}, shown
        return best

    def _odd(self, shape: Any) -> dict[str, str]:
        """Outputs of an answer whose members do not follow from their names."""
        if shape is None:
            return {}
        outputs = sorted(set(self.schema.outputs) - BESIDE - {"id"})
        found = likeness.carried(shape, outputs, self.noun)
        return {n: m for n, m in found.items() if member_named(shape, n, self.type) != m}

    def _replaces(self, changes: list[str], key: Mapping[str, str]) -> list[str]:
        """Inputs of the creating call that no later one takes, and what identifies the resource."""
        later = {n for name in changes if (c := self._cargo(name, key)) for n in c.members}
        told = {
            name: path for name, path in self.said.get("members", {}).items() if "." not in name
        }
        for shape in (input_shape(self.service, name) for name in changes):
            later |= {n for n, path in told.items() if shape and shape_at(shape, path)}
        fixed = {*self.create.cargo.members, *told} - later
        return sorted(fixed | (set(key.values()) & set(self.inputs)))

    def _naming(self, id_: str) -> dict[str, Any]:
        """How a name is made up where the program gives none."""
        name = named_by(id_) if named_by(id_) != "id" else "name"
        given = self.schema.inputs.get(name)
        if given is None or given.required or given.type != "string":
            return {}
        shape = input_shape(self.service, self.create.operation)
        member = members_of(shape).get(self.create.cargo.members.get(name, "")) if shape else None
        longest = limits_of(member).get("max", 255) if member is not None else 255
        return {"autoname": {"property": name, "max_length": min(longest, 255)}}

    def _arn(self, read: Mapping[str, Any]) -> dict[str, Any]:
        """The ARN, where no answer holds it: in the form that most services give it."""
        answer = likeness.output_shape(self.service, read["call"])
        inner = shape_at(answer, read.get("at", "")) if answer is not None else None
        shown = {canonical(m) for m in members_of(inner)} if inner is not None else set[str]()
        words = {"arn", f"{canonical(self.noun)}arn", f"{canonical(self.type)}arn"}
        if "arn" not in self.schema.outputs or shown & words:
            return {}
        if canonical(self.identity.own).endswith("arn"):
            return {"arn": "{id}"}
        service = service_model(self.service).signing_name
        where = f"arn:{{partition}}:{service}:{{region}}:{{account}}"
        return {"arn": f"{where}:{self.noun.lower()}/{{id}}"}

    def _tagging(self, key: Mapping[str, str]) -> dict[str, Any]:
        """How tags of an existing resource change."""
        if not self.schema.all_tags:
            return {}
        known = operations(self.service)
        ways = ((f"Tag{self.noun}", f"Untag{self.noun}", f"List{self.noun}Tags"), *_TAGGING)
        tag, untag, read = next((w for w in ways if w[0] in known), ("", "", ""))
        shape = input_shape(self.service, tag) if tag else None
        if shape is None:
            return {}
        if any(s.type_name == "structure" for s in members_of(shape).values()):
            return {}
        texts = [m for m, s in members_of(shape).items() if s.type_name in ("string", "list")]
        on = next(m for m in texts if not canonical(m).startswith("tag"))
        arn = canonical(on).endswith("arn") or "arn" not in canonical(self.identity.own)
        by_arn = arn and "arn" in self.schema.outputs and self.service != "ec2"
        found = {"tag": tag, "on": {on: key.get(on, "arn" if by_arn else "id")}}
        found |= {"untag": untag} if untag in known else {}
        return {"tagging": {**found, **({"read": read} if read in known else {})}}
