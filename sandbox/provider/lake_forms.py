"""Principals and resources of Lake Formation as its API has them.

The API has one structure for what a permission is about; Pulumi has a property for each kind.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.provider.descriptor import Properties

_KINDS = ("database", "dataLocation", "table", "tableWithColumns")


def lake_permission(properties: Properties) -> Properties:
    """A permission, whose principal and resource are one structure each."""
    prepared = {name: value for name, value in properties.items() if name not in _KINDS}
    principal = properties.get("principal")
    if isinstance(principal, str):
        prepared["principal"] = {"DataLakePrincipalIdentifier": principal}
    return {**prepared, **_resource({name: properties.get(name) for name in _KINDS})}


def lake_opt_in(properties: Properties) -> Properties:
    """An opt-in, which is about one principal and one resource, though Pulumi has lists."""
    lists = ("principals", "resourceDatas")
    prepared = {name: value for name, value in properties.items() if name not in lists}
    principal, about = (_first(properties.get(name)) for name in lists)
    if principal:
        prepared["principal"] = {
            "DataLakePrincipalIdentifier": principal.get("dataLakePrincipalIdentifier")
        }
    return {**prepared, **_resource(about)}


def _first(value: Any) -> Mapping[str, Any]:
    found = value[0] if isinstance(value, list) and value else None
    return found if isinstance(found, Mapping) else {}


def _resource(given: Mapping[str, Any]) -> dict[str, Any]:
    """The member `resource`, empty where nothing is given."""
    found = {_pascal(kind): _part(kind, value) for kind, value in given.items() if value}
    return {"resource": found} if found else {}


def _part(kind: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    part = {
        "ResourceArn" if name == "arn" else _pascal(name): inner
        for name, inner in value.items()
        if inner is not None and not name.startswith("__")
    }
    wildcard = part.pop("Wildcard", None)
    if kind == "table" and wildcard:
        part["TableWildcard"] = {}
    if kind == "tableWithColumns":
        excluded = part.pop("ExcludedColumnNames", None)
        if wildcard:
            part["ColumnWildcard"] = {"ExcludedColumnNames": excluded} if excluded else {}
        elif isinstance(inner := part.get("ColumnWildcard"), Mapping):
            part["ColumnWildcard"] = _part("columnWildcard", inner)
    return part


def _pascal(name: str) -> str:
    return name[0].upper() + name[1:]
