"""The provider's functions that programs call to ask where they are and what exists."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.provider.account import Account, AccountError
from sandbox.provider.answer import plain
from sandbox.provider.inputs import Scope
from sandbox.provider.paths import canonical, find
from sandbox.provider.pure_functions import policy_document
from sandbox.provider.queries import QUERIES, Query
from sandbox.provider.shapes import input_shape, members_of
from sandbox.schema.check import check_arguments
from sandbox.schema.store import FunctionSchema, function_schema

Arguments = Mapping[str, Any]


def _caller(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    told = account.call("sts", scope.region, "GetCallerIdentity", {})
    return {
        "accountId": told["Account"],
        "arn": told["Arn"],
        "userId": told["UserId"],
        "id": told["Account"],
    }


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


_IMAGE = Query(
    "ec2",
    "DescribeImages",
    "",
    outputs={"id": "ImageId", "blockDeviceMappings": ""},
    arn="image/{id}",
)


def _image(account: Account, scope: Scope, arguments: Arguments) -> dict[str, Any]:
    """The newest image that matches.

    AWS has more public images than the account; one that is asked for by name is made then.
    """
    region, token = str(arguments.get("region") or scope.region), "aws:ec2/getAmi:getAmi"
    asked: dict[str, Any] = {"Filters": list(_filters(_IMAGE, arguments))}
    owners = arguments.get("owners")
    asked |= {"Owners": owners} if owners else {}
    images: list[Any] = account.read_all("ec2", region, "DescribeImages", asked)["Images"]
    pattern = str(arguments.get("nameRegex") or "")
    images = [i for i in images if re.search(pattern, i.get("Name", ""))]
    wanted = next((f["Values"][0] for f in asked["Filters"] if f["Name"] == "name"), "")
    if not images and wanted and owners != ["self"]:
        name = wanted.replace("*", "0").replace("?", "0")
        machine = {"RootDeviceName": "/dev/xvda", "VirtualizationType": "hvm"}
        made = account.call("ec2", region, "RegisterImage", {"Name": name, **machine})
        only = {"ImageIds": [made["ImageId"]]}
        images = account.read_all("ec2", region, "DescribeImages", only)["Images"]
    if not images or (len(images) > 1 and not arguments.get("mostRecent")):
        raise FunctionFailure(("", f"{token}: exactly one must match, got {len(images)}"))
    newest = max(images, key=lambda image: str(image.get("CreationDate", "")))
    schema = function_schema(token)
    told = _outputs(_IMAGE, schema, newest, scope, region) if schema is not None else {}
    return {**arguments, "region": region, **told}


_ANSWERS: Mapping[str, Callable[[Account, Scope, Arguments], dict[str, Any]]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
    "aws:ec2/getAmi:getAmi": _image,
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
    if schema is None or token not in (*_ANSWERS, *QUERIES):
        raise FunctionFailure(("", f"{token}: the sandbox does not know this function yet"))
    problems = check_arguments(schema.inputs, arguments)
    if problems:
        raise FunctionFailure(*((p.path, p.message) for p in problems))
    if token in _ANSWERS:
        return _ANSWERS[token](account, scope, arguments)
    return _queried(QUERIES[token], schema, arguments, scope, account)


def _queried(
    query: Query, schema: FunctionSchema, arguments: Arguments, scope: Scope, account: Account
) -> dict[str, Any]:
    region = str(arguments.get("region") or scope.region)
    shape = input_shape(query.service, query.operation)
    params: dict[str, Any] = {
        member: arguments[name] for name, member in query.members.items() if name in arguments
    }
    if shape is not None and "Filters" in members_of(shape):
        params["Filters"] = list(_filters(query, arguments))
    try:
        answer = account.read_all(query.service, region, query.operation, params)
    except AccountError as error:
        raise FunctionFailure(("", str(error))) from error
    found: Any = find(answer, query.at, {})
    result = {name: value for name, value in arguments.items() if name in schema.outputs}
    result["region"] = region
    if query.many:
        for name, member in query.outputs.items():
            result[name] = [item.get(member) for item in found or ()]
        return {"id": region, **result}
    if isinstance(found, list):
        if len(found) != 1:
            raise FunctionFailure(("", f"{schema.token}: exactly one must match, got {len(found)}"))
        found = found[0]
    return {**result, **_outputs(query, schema, found, scope, region)}


def _outputs(
    query: Query, schema: FunctionSchema, found: Mapping[str, Any], scope: Scope, region: str
) -> dict[str, Any]:
    members = {canonical(name): value for name, value in found.items()}
    told = dict[str, Any]()
    for name, type_ in schema.outputs.items():
        member = query.outputs.get(name)
        value = find(found, member, {}) if member else members.get(canonical(name))
        if value is not None and member != "":
            told[name] = plain(type_, value)
    if query.service == "ec2" and query.arn:
        path = query.arn.format(id=told["id"])
        told["arn"] = f"arn:{scope.partition}:ec2:{region}:{scope.account}:{path}"
    return told


def _filters(query: Query, arguments: Arguments) -> list[dict[str, Any]]:
    filters = [
        {"Name": name, "Values": [str(arguments[a]).lower() if a == "default" else arguments[a]]}
        for a, name in query.filters.items()
        if arguments.get(a) is not None
    ]
    filters += [
        {"Name": f"tag:{key}", "Values": [value]}
        for key, value in (arguments.get("tags") or {}).items()
    ]
    filters += [{"Name": f["name"], "Values": f["values"]} for f in arguments.get("filters") or ()]
    return filters
