"""Rules of Lake Formation's permissions."""

from typing import Any

from sandbox.rules import Params, rule

_OF = {
    "Database": {"ALL", "SUPER_USER", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"},
    "Table": {"ALL", "SUPER_USER", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"},
    "TableWithColumns": {"ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"},
    "DataLocation": {"ALL", "DATA_LOCATION_ACCESS", "CREATE_LF_TAG"},
}
_GRANTS = ("lakeformation", "GrantPermissions")


@rule(*_GRANTS, at="Permissions", code="InvalidInputException")
def permissions_of_a_resource(params: Params) -> str | None:
    """Lake Formation Developer Guide, "Lake Formation permissions reference"."""
    for kind, allowed in _OF.items():
        wrong = sorted({*params["Permissions"]} - allowed) if kind in params["Resource"] else []
        if wrong:
            return f"Permissions modification is invalid: {', '.join(wrong)} on a {kind}."
    return None


@rule(*_GRANTS, at="PermissionsWithGrantOption", code="InvalidInputException")
def granted_before_passed_on(params: Params) -> str | None:
    """GrantPermissions, `PermissionsWithGrantOption`: a subset of what is granted."""
    more = {*(params.get("PermissionsWithGrantOption") or [])} - {*params["Permissions"]}
    if more and "ALL" not in params["Permissions"]:
        return f"PermissionsWithGrantOption must be a subset of Permissions, got {sorted(more)}."
    return None


@rule(*_GRANTS, "CreateLakeFormationOptIn", at="Resource", code="InvalidInputException")
def one_table_or_all(params: Params) -> str | None:
    """TableResource and TableWithColumnsResource: a name or the wildcard, names or a wildcard."""
    resource: Any = params["Resource"]
    if len(resource) != 1:
        return f"Exactly one resource must be specified, got {' and '.join(resource)}."
    pairs = {
        "Table": ("Name", "TableWildcard"),
        "TableWithColumns": ("ColumnNames", "ColumnWildcard"),
    }
    for kind, names in pairs.items():
        if kind in resource and sum(name in resource[kind] for name in names) != 1:
            return f"Exactly one of {' and '.join(names)} must be specified for a {kind}."
    return None
