"""Functions of the provider that need no account: a policy document from its statements."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ANYBODY = "*"
_LISTS = {
    "actions": "Action",
    "notActions": "NotAction",
    "resources": "Resource",
    "notResources": "NotResource",
}


def policy_document(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The document that `aws.iam.get_policy_document` makes; a later statement wins by its Sid."""
    statements = dict[Any, dict[str, Any]]()
    for position, statement in enumerate(
        (
            *_documents(arguments, "source"),
            *map(_statement, arguments.get("statements") or ()),
            *_documents(arguments, "override"),
        )
    ):
        statements[statement.get("Sid") or position] = statement
    version = arguments.get("version") or "2012-10-17"
    own = {"Id": arguments["policyId"]} if arguments.get("policyId") else {}
    document = {"Version": version, **own, "Statement": [*statements.values()]}
    text = json.dumps(document, indent=2)
    return {
        **arguments,
        "version": version,
        "json": text,
        "minifiedJson": json.dumps(document, separators=(",", ":")),
        "id": hashlib.sha256(text.encode()).hexdigest()[:10],
    }


def _documents(arguments: Mapping[str, Any], which: str) -> Iterator[dict[str, Any]]:
    """Statements of the documents that come before, or override, those of the function."""
    for text in (arguments.get(f"{which}Json"), *(arguments.get(f"{which}PolicyDocuments") or ())):
        found: Any = json.loads(text).get("Statement", []) if text else []
        yield from found if isinstance(found, list) else [found]


def _statement(given: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"Sid": given["sid"]} if given.get("sid") else {}
    made["Effect"] = given.get("effect") or "Allow"
    for name, element in _LISTS.items():
        if given.get(name):
            made[element] = _single(given[name])
    for name, element in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if given.get(name):
            made[element] = _principals(given[name])
    for condition in given.get("conditions") or ():
        test = made.setdefault("Condition", {}).setdefault(condition["test"], {})
        test[condition["variable"]] = _single(condition["values"])
    return made


def _principals(given: Iterable[Mapping[str, Any]]) -> Any:
    found = dict[str, Any]()
    for principal in given:
        known = found.setdefault(principal["type"], [])
        known += [one for one in principal["identifiers"] if one not in known]
    if list(found) == [_ANYBODY]:
        return _ANYBODY
    return {kind: _single(names) for kind, names in found.items()}


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
