"""Functions of the provider that need no account: a policy document from its statements."""

import hashlib
import json
from collections.abc import Iterable, Mapping
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
    statements: list[dict[str, Any]] = []
    sources = arguments.get("sourcePolicyDocuments") or ()
    for text in (arguments.get("sourceJson"), *sources):
        _add(statements, _of_document(text))
    _add(statements, (_statement(given) for given in arguments.get("statements") or ()))
    overriding = arguments.get("overridePolicyDocuments") or ()
    for text in (arguments.get("overrideJson"), *overriding):
        _add(statements, _of_document(text))
    version = arguments.get("version") or "2012-10-17"
    document: dict[str, Any] = {"Version": version}
    if arguments.get("policyId"):
        document["Id"] = arguments["policyId"]
    document["Statement"] = statements
    text = json.dumps(document, indent=2)
    return {
        **arguments,
        "version": version,
        "json": text,
        "minifiedJson": json.dumps(document, separators=(",", ":")),
        "id": hashlib.sha256(text.encode()).hexdigest()[:10],
    }


def _of_document(text: str | None) -> list[dict[str, Any]]:
    found: Any = json.loads(text).get("Statement", []) if text else []
    return found if isinstance(found, list) else [found]


def _add(statements: list[dict[str, Any]], more: Iterable[dict[str, Any]]) -> None:
    for statement in more:
        sid = statement.get("Sid")
        place = next((i for i, s in enumerate(statements) if sid and s.get("Sid") == sid), None)
        if place is None:
            statements.append(statement)
        else:
            statements[place] = statement


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
