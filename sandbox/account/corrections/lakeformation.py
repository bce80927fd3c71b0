"""Corrections of Lake Formation."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("lakeformation", "GrantPermissions", "CreateLakeFormationOptIn")
def refuse_what_the_catalogue_has_not(context: Context) -> None:
    """Moto takes a database or a table that is not in the catalogue."""
    databases = context.backend("glue").databases
    for kind in ("Database", "Table", "TableWithColumns"):
        about = context.params["Resource"].get(kind)
        if about is None:
            continue
        database = databases.get(about["Name" if kind == "Database" else "DatabaseName"])
        if database is None:
            raise AwsError("EntityNotFoundException", "Database not found.")
        named = kind != "Database" and "TableWildcard" not in about
        if named and about.get("Name") not in database.tables:
            raise AwsError("EntityNotFoundException", "Table not found.")


@before_call("lakeformation", "ListPermissions")
def find(context: Context) -> Mapping[str, Any] | None:
    """Moto does not find the permissions of a principal on exactly one thing, such as columns."""
    asked = {name: context.params.get(name) for name in ("Principal", "Resource")}
    if None in asked.values():
        return None
    catalogue = context.backend().grants.get(context.params.get("CatalogId", context.account))
    shown = [p.to_external_form() for p in catalogue.permissions] if catalogue else []
    return {"PrincipalResourcePermissions": [p for p in shown if asked.items() <= p.items()]}
