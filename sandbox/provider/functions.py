"""The provider's functions that programs call to ask where they are and what exists."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.paths import find, found_all, segments
from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import plain
from sandbox.provider.derive import known_type
from sandbox.provider.inputs import Scope
from sandbox.provider.observe import View
from sandbox.provider.pure_functions import policy_document
from sandbox.provider.queries import Query, about, query
from sandbox.provider.templates import fill
from sandbox.provider.values import in_type
from sandbox.schema.check import check_arguments
from sandbox.schema.store import FunctionSchema, function_schema, resource_schema
from sandbox.service_model.shapes import input_shape, members_of
from sandbox.tags import tags_in

Arguments = Mapping[str, Any]


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
    if (told := _told(token, arguments, scope)) is not None:
        return told
    arguments = {name: value for name, value in arguments.items() if value is not None}
    asked = query(token, frozenset(arguments))
    if schema is None or asked is None:
        raise FunctionFailure(("", f"{token}: the sandbox does not know this function yet"))
    try:
        return _Asking(asked, schema, arguments, scope, account).result()
    except AccountError as error:
        raise FunctionFailure(("", str(error))) from error


def _told(token: str, arguments: Arguments, scope: Scope) -> dict[str, Any] | None:
    """What a function answers that asks nothing of the account, None for any other."""
    name = token.rpartition(":")[2]
    if name == "getPolicyDocument":
        return policy_document(arguments)
    if name == "getDefaultTags":
        return {"tags": dict(scope.default_tags), "id": scope.partition}
    if name == "getPartition":
        suffix = "amazonaws.com.cn" if scope.partition == "aws-cn" else "amazonaws.com"
        reverse = ".".join(reversed(suffix.split(".")))
        own = {"id": scope.partition, "partition": scope.partition}
        return {**own, "dnsSuffix": suffix, "reverseDnsPrefix": reverse}
    if name == "getRegion":
        region = str(arguments.get("region") or arguments.get("name") or scope.region)
        names = dict.fromkeys(("id", "name", "region", "description"), region)
        return {**names, "endpoint": f"ec2.{region}.amazonaws.com"}
    return None


@dataclass(frozen=True)
class _Asking:
    """One call of a function that a query answers."""

    query: Query
    schema: FunctionSchema
    arguments: Arguments
    scope: Scope
    account: Account

    @property
    def region(self) -> str:
        return str(self.arguments.get("region") or self.scope.region)

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
        ours = self.query.filters
        if ours is None:
            return params
        asked = {ours[n]: [str(v)] for n, v in self.arguments.items() if n in ours}
        asked |= {f"tag:{k}": [v] for k, v in self.arguments.get("tags", {}).items()}
        asked |= {f["name"]: f["values"] for f in self.arguments.get("filters", ())}
        return {**params, "Filters": [{"Name": n, "Values": v} for n, v in asked.items()]}

    def _read(self, params: Mapping[str, Any]) -> list[Any]:
        service, operation = self.query.service, self.query.operation
        members = members_of(input_shape(service, operation))
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
        type_ = about(self.schema.token)
        template = known_type(type_).id if resource_schema(type_) else "{id}"
        noun = type_.partition("/")[2].partition(":")[0]
        if template.startswith("@"):
            found = item.get(segments(template)[-1][0])
            found = str(found).rpartition("/")[2] if template.endswith("~") else found
        else:
            found = fill(template, {"name": told.get(f"{noun}Name"), **told})
        named = [told.get(name) for name in (f"{noun}Id", "id", "arn", "name")]
        return str(next(name for name in (found, *named, self.region) if name))

    def _resource(self, physical_id: str) -> dict[str, Any]:
        """What reading a resource of the kind shows beside the answer."""
        type_, types = about(self.schema.token), self.schema.outputs
        kind, known = known_type(type_), resource_schema(type_)
        if known is None or kind.kept:
            return {}
        view = View(kind, known, self.scope, self.account)
        try:
            seen = view.seen(view.state({"region": self.region}, physical_id)) or {}
        except AccountError as error:
            if error.may_be_done:
                raise
            return {}
        return {n: plain(types[n], v) for n, v in seen.items() if n in types}


def _plain(value: Any) -> str:
    """A single value without what differs only in writing: `True`, the dot after a domain."""
    return str(value).lower().rstrip(".")
