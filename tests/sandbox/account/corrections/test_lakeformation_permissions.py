from typing import Any

import pytest

from tests.sandbox.account.corrections.support import refused, role
from tests.sandbox.account.level_0 import Clients

PRINCIPAL = {"DataLakePrincipalIdentifier": "arn:aws:iam::000000000000:role/fraud-dev-auditor"}
COLUMNS: dict[str, Any] = {
    "TableWithColumns": {
        "DatabaseName": "fraud_dev",
        "Name": "transactions",
        "ColumnWildcard": {"ExcludedColumnNames": ["card_number"]},
    }
}


@pytest.fixture(scope="module", autouse=True)
def table(clients: Clients) -> None:
    role(clients.iam, "fraud-dev-auditor")
    clients.glue.create_database(DatabaseInput={"Name": "fraud_dev"})
    clients.glue.create_table(DatabaseName="fraud_dev", TableInput={"Name": "transactions"})


def test_a_permission_on_columns_is_found_and_taken_away(clients: Clients) -> None:
    lake = clients.lakeformation
    about: dict[str, Any] = {"Principal": PRINCIPAL, "Resource": COLUMNS}
    lake.grant_permissions(**about, Permissions=["SELECT"])
    (found,) = lake.list_permissions(**about)["PrincipalResourcePermissions"]
    assert (found["Permissions"], found["Resource"]) == (["SELECT"], COLUMNS)
    lake.revoke_permissions(**about, Permissions=["SELECT"])
    assert lake.list_permissions(**about)["PrincipalResourcePermissions"] == []


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"TableWithColumns": COLUMNS["TableWithColumns"] | {"Name": "none"}}, "Table not found."),
        ({"Table": {"DatabaseName": "fraud_dev", "Name": "none"}}, "Table not found."),
        ({"Table": {"DatabaseName": "none", "Name": "none"}}, "Database not found."),
        ({"Database": {"Name": "none"}}, "Database not found."),
    ],
)
def test_only_what_is_in_the_catalogue_is_granted(
    clients: Clients, resource: dict[str, Any], said: str
) -> None:
    lake = clients.lakeformation
    about: dict[str, Any] = {"Principal": PRINCIPAL, "Resource": resource}
    wanted = ("EntityNotFoundException", said)
    assert refused(lake.grant_permissions, **about, Permissions=["DESCRIBE"]) == wanted
    assert refused(lake.create_lake_formation_opt_in, **about) == wanted
