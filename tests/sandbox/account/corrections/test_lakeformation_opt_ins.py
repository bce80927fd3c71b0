from typing import Any

from tests.sandbox.account.corrections.support import refused, role
from tests.sandbox.account.level_0 import Clients

TABLE: dict[str, Any] = {"Table": {"DatabaseName": "fraud_dev", "Name": "transactions"}}


def about(name: str) -> dict[str, Any]:
    arn = f"arn:aws:iam::000000000000:role/{name}"
    return {"Principal": {"DataLakePrincipalIdentifier": arn}, "Resource": TABLE}


def test_who_opts_in_is_listed_until_they_opt_out(clients: Clients) -> None:
    clients.glue.create_database(DatabaseInput={"Name": "fraud_dev"})
    clients.glue.create_table(DatabaseName="fraud_dev", TableInput={"Name": "transactions"})
    lake = clients.lakeformation
    for name in ("ada", "ben"):
        role(clients.iam, name)
    for name in ("ada", "ben", "ada"):
        lake.create_lake_formation_opt_in(**about(name))
    assert len(lake.list_lake_formation_opt_ins()["LakeFormationOptInsInfoList"]) == 2
    (found,) = lake.list_lake_formation_opt_ins(**about("ada"))["LakeFormationOptInsInfoList"]
    assert found["Resource"] == TABLE
    lake.delete_lake_formation_opt_in(**about("ada"))
    assert lake.list_lake_formation_opt_ins(**about("ada"))["LakeFormationOptInsInfoList"] == []
    gone = refused(lake.delete_lake_formation_opt_in, **about("ada"))
    assert gone[0] == "EntityNotFoundException"
