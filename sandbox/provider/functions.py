"""The provider's functions that programs call to ask where they are and what exists."""

import base64
import contextlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import plain
from sandbox.provider.derive import known_type
from sandbox.provider.inputs import Scope
from sandbox.provider.observe import View
from sandbox.provider.paths import fill, find, found_all, segments
from sandbox.provider.pure_functions import policy_document
from sandbox.provider.queries import Query, about, query
from sandbox.provider.shapes import in_type, input_shape, members_of
from sandbox.provider.tags import tags_in
from sandbox.schema.check import check_arguments
from sandbox.schema.store import FunctionSchema, function_schema, resource_schema

Arguments = Mapping[str, Any]


def _partition(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    suffix = "amazonaws.com.cn" if scope.partition == "aws-cn" else "amazonaws.com"
    reverse = ".".join(reversed(suffix.split(".")))
    return {
        "partition": scope.partition,
        "dnsSuffix": suffix,
        "reverseDnsPrefix": reverse,
        "id": scope.partition,
    }


def _region(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    region = str(arguments.get("region") or arguments.get("name") or scope.region)
    return {
        "region": region,
        "name": region,
        "id": region,
        "description": region,
        "endpoint": f"ec2.{region}.amazonaws.com",
    }


def _default_tags(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    return {"tags": dict(scope.default_tags), "id": scope.partition}


_ANSWERS: Mapping[str, Callable[[Account, Scope, Arguments], dict[str, Any]]] = {
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
    "aws:iam/getPolicyDocument:getPolicyDocument": lambda _, __, given: policy_document(given),
}


class FunctionFailure(Exception):
    """What is wrong with a call of a function, by path of the argument."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


def invoke(token: str, arguments: Arguments, scope: Scope, account: Account) -> dict[str, Any]:
    """Result of the function `token`."""
    schema = function_schema(token)
    problems = check_arguments(schema.inputs, arguments) if schema is not None else []
    if problems:
        raise FunctionFailure(*((p.path, p.message) for p in problems))
    if token in _ANSWERS:
        return _ANSWERS[token](account, scope, arguments)
    arguments = {name: value for name, value in arguments.items() if value is not None}
    asked = query(token, frozenset(arguments))
    if schema is None or asked is None:
        raise FunctionFailure(("", f"{token}: the sandbox does not know this function yet"))
    try:
        return _Asking(asked, schema, arguments, scope, account).result()
    except AccountError as error:
        raise FunctionFailure(("", str(error))) from error


class _Asking:
    """One call of a function that a query answers."""

    def __init__(
        self,
        asked: Query,
        schema: FunctionSchema,
        arguments: Arguments,
        scope: Scope,
        account: Account,
    ) -> None:
        self.query = asked
        self.schema = schema
        self.arguments = arguments
        self.scope = scope
        self.account = account
        self.region = str(arguments.get("region") or scope.region)
        self.type = about(schema.token)

    def result(self) -> dict[str, Any]:
        """What the program gets: its arguments, and what was found."""
        found, types = self._found(), self.schema.outputs
        given = {n: plain(types[n], v) for n, v in self.arguments.items() if n in types}
        given |= {"region": self.region} if "region" in types else {}
        if types.keys() & {"ids", "names", "arns"}:
            lists = [n for n in self.query.outputs if isinstance(types.get(n), list)]
            shown = {n: [self._shown(item, n) for item in found] for n in lists}
            return {"id": self.region, **shown, **given}
        if self.arguments.get("mostRecent"):
            found = sorted(found, key=lambda item: str(item.get("CreationDate", "")))[-1:]
        if len(found) != 1:
            token = self.schema.token
            raise FunctionFailure(("", f"{token}: exactly one must match, got {len(found)}"))
        shown = {n: self._shown(found[0], n) for n in types}
        told = {n: plain(types[n], v) for n, v in shown.items() if v is not None}
        told |= self._login(told)
        physical_id = self._id(found[0], {**told, **given})
        seen = self._resource(physical_id)
        return {**seen, **told, **given, "id": physical_id}

    def _found(self) -> list[Any]:
        """Everything that the arguments allow."""
        found = self._read(self._params())
        if not found and self.query.operation == "DescribeImages":
            found = self._published()
        pattern = str(self.arguments.get("nameRegex") or "")
        return [f for f in found if re.search(pattern, str(self._shown(f, "name") or ""))]

    def _params(self) -> dict[str, Any]:
        params: dict[str, Any] = {m: self.arguments[n] for n, m in self.query.members.items()}
        if self.query.filters is None:
            return params
        ours = self.query.filters
        asked = {ours[n]: [str(v)] for n, v in self.arguments.items() if n in ours}
        asked |= {f"tag:{k}": [v] for k, v in self.arguments.get("tags", {}).items()}
        asked |= {f["name"]: f["values"] for f in self.arguments.get("filters", ())}
        return {**params, "Filters": [{"Name": n, "Values": v} for n, v in asked.items()]}

    def _read(self, params: Mapping[str, Any]) -> list[Any]:
        service, operation = self.query.service, self.query.operation
        shape = input_shape(service, operation)
        members = members_of(shape) if shape is not None else {}
        sent = {name: in_type(members[name], value) for name, value in params.items()}
        answer = self.account.read_all(service, self.region, operation, sent)
        return [item for item in found_all(answer, self.query.at) if self._matches(item)]

    def _matches(self, item: Mapping[str, Any]) -> bool:
        """Whether something shows what the arguments say for which the request has no place."""
        asked = {*self.arguments} - {*self.query.members} - {*(self.query.filters or ())}
        for name in asked & {"name", *self.query.outputs}:
            seen, wanted = self._shown(item, name), self.arguments[name]
            if name == "name" and seen is None:
                seen = re.split("[:/]", str(self._shown(item, "arn")))[-1]
            if isinstance(seen, (str, int)) and _plain(seen) != _plain(wanted):
                return False
        tags = tags_in(item) if self.query.filters is None else None
        return tags is None or {*self.arguments.get("tags", {}).items()} <= {*tags.items()}

    def _shown(self, item: Mapping[str, Any], name: str) -> Any:
        member = self.query.outputs.get(name)
        return find(item, member, {}) if member else None

    def _published(self) -> list[Any]:
        """An image of another owner that is asked for by name.

        AWS has more public images than the account; one is made when it is first asked for.
        """
        params = self._params()
        owners = params.pop("Owners", None)
        names = [f["Values"][0] for f in params["Filters"] if f["Name"] == "name"]
        if not names or owners == ["self"]:
            return []
        if not (found := self._read(params)):
            name = names[0].replace("*", "0").replace("?", "0")
            machine = {"RootDeviceName": "/dev/xvda", "VirtualizationType": "hvm"}
            made = {"Name": name, **machine}
            image = self.account.call("ec2", self.region, "RegisterImage", made)["ImageId"]
            found = self._read({"ImageIds": [image]})
        return found

    def _login(self, told: Mapping[str, Any]) -> dict[str, str]:
        """What a registry's clients log in with, where there is a token for it."""
        if "password" not in self.schema.outputs or "authorizationToken" not in told:
            return {}
        user, _, password = base64.b64decode(told["authorizationToken"]).decode().partition(":")
        return {"userName": user, "password": password}

    def _id(self, item: Mapping[str, Any], told: Mapping[str, Any]) -> str:
        """The id, which is that of a resource of the kind if there are such."""
        template = known_type(self.type).id if resource_schema(self.type) else "{id}"
        thing = self.schema.token.rpartition(":get")[2]
        own = {end: told.get(f"{thing[0].lower()}{thing[1:]}{end}") for end in ("Id", "Name")}
        if template.startswith("@"):
            found = item.get(segments(template[1:])[-1][0])
            found = str(found).rpartition("/")[2] if template.endswith("~") else found
        else:
            found = fill(template, {"name": own["Name"], **told})
        named = (own["Id"], *(told.get(name) for name in ("id", "arn", "name")), self.region)
        return str(found or next(name for name in named if name))

    def _resource(self, physical_id: str) -> dict[str, Any]:
        """What reading a resource of the kind shows beside the answer."""
        kind, known = known_type(self.type), resource_schema(self.type)
        if known is None or not kind.service:
            return {}
        view = View(kind, known, self.scope, self.account)
        with contextlib.suppress(AccountError):
            seen = view.seen(view.state({"region": self.region}, physical_id)) or {}
            types = self.schema.outputs
            return {n: plain(types[n], v) for n, v in seen.items() if n in types}
        return {}


def _plain(value: Any) -> str:
    """A single value without what differs only in writing: `True`, the dot after a domain."""
    return str(value).lower().rstrip(".")
