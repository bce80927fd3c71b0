from typing import Any, cast

import pytest

from components.column_access import ColumnAccess, ColumnAccessArgs
from components.errors import InputError
from plan.plan import Plan
from tests.components.support import declared, only, statements

LOCATION = "aws:lakeformation/resource:Resource"
GRANT = "aws:lakeformation/permissions:Permissions"
OPT_IN = "aws:lakeformation/optIn:OptIn"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/policy:Policy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
NAME = "fraud-dev-columns"
ROLES = "arn:aws:iam::000000000000:role"
SCIENTIST, TRAINER = f"{ROLES}/fraud-dev-data-scientist", f"{ROLES}/fraud-dev-training-role-1a2b"
COLUMNS = {"transactions": ["card_number", "email"]}


def plan_with(**more: Any) -> Plan:
    args = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "curated_bucket": "curated-1",
        "database_name": "fraud_dev",
        "people": {"data-scientist": SCIENTIST},
        "jobs": {"training": TRAINER},
        "sensitive_columns": COLUMNS,
        **more,
    }
    return declared(ColumnAccess, NAME, cast(ColumnAccessArgs, args))


def problems_of(**settings: Any) -> list[str]:
    given = {"sensitive_columns": COLUMNS, **settings}
    return [str(p) for p in ColumnAccess.problems(cast(Any, given))]


def policy(plan: Plan, whose: str) -> dict[str, dict[str, Any]]:
    (found,) = [p for p in plan.of_type(POLICY) if p.name == f"{NAME}-{whose}"]
    return {s["Sid"]: s for s in statements(found.inputs["policy"])}


def test_people_see_all_columns_but_the_sensitive():
    grant = only(plan_with(), GRANT).inputs
    assert (grant["principal"], grant["permissions"]) == (SCIENTIST, ["SELECT"])
    assert grant["tableWithColumns"] == {
        "databaseName": "fraud_dev",
        "name": "transactions",
        "wildcard": True,
        "excludedColumnNames": ["card_number", "email"],
    }


def test_only_those_who_opt_in_are_asked_and_everybody_else_is_as_before():
    plan = plan_with()
    location = only(plan, LOCATION)
    assert location.inputs["hybridAccessEnabled"] is True
    opt_in = only(plan, OPT_IN).inputs
    assert opt_in["principals"] == [{"dataLakePrincipalIdentifier": SCIENTIST}]
    (asked,) = opt_in["resourceDatas"]
    assert asked["table"] == {
        "catalogId": "000000000000",
        "databaseName": "fraud_dev",
        "name": "transactions",
    }


def test_nobody_opts_in_before_the_columns_are_granted():
    plan = plan_with()
    location, grant, opt_in = (only(plan, kind) for kind in (LOCATION, GRANT, OPT_IN))
    assert location.urn in grant.dependencies
    assert grant.urn in opt_in.dependencies


def test_registers_the_folder_of_the_table_and_nothing_beside_it():
    assert only(plan_with(), LOCATION).inputs["arn"] == "arn:aws:s3:::curated-1/transactions"
    moved = plan_with(folders={"transactions": "sales/cards"})
    assert only(moved, LOCATION).inputs["arn"] == "arn:aws:s3:::curated-1/sales/cards"


def test_lake_formation_reads_the_tables_with_a_role_of_their_own():
    plan = plan_with(permissions_boundary_arn="arn:aws:iam::0:policy/b")
    role = only(plan, ROLE).inputs
    assert role["permissionsBoundary"] == "arn:aws:iam::0:policy/b"
    assert role["tags"] == {"data-access": "outside-vpc"}
    (trusted,) = statements(role["assumeRolePolicy"])
    assert trusted["Principal"] == {"Service": ["lakeformation.amazonaws.com"]}
    given = {
        s["Sid"]: s
        for s in statements(only(plan, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    }
    assert given["ReadTheTables"]["Resource"] == ["arn:aws:s3:::curated-1/transactions/*"]
    assert given["UseTheStacksKey"]["Resource"] == KEY
    assert only(plan, LOCATION).inputs["roleArn"] == f"<<{NAME}-reader#arn>>"


@pytest.mark.parametrize("whose", ["people", "jobs"])
def test_neither_people_nor_their_jobs_read_the_files(whose):
    refused = policy(plan_with(), whose)["NoFilesOfTablesWithSensitiveColumns"]
    assert refused["Effect"] == "Deny"
    assert refused["Action"] == ["s3:GetObject", "s3:GetObjectVersion"]
    assert refused["Resource"] == ["arn:aws:s3:::curated-1/transactions/*"]


def test_people_ask_lake_formation_and_jobs_do_not():
    plan = plan_with()
    asking = policy(plan, "people")["AskLakeFormation"]
    assert asking["Action"] == ["lakeformation:GetDataAccess"]
    assert set(policy(plan, "jobs")) == {"NoFilesOfTablesWithSensitiveColumns"}
    attached = {a.inputs["role"]: a.inputs["policyArn"] for a in plan.of_type(ATTACHMENT)}
    assert attached == {
        "fraud-dev-data-scientist": f"<<{NAME}-people#arn>>",
        "fraud-dev-training-role-1a2b": f"<<{NAME}-jobs#arn>>",
    }


def test_whoever_writes_a_table_may_go_on_creating_partitions():
    etl = f"{ROLES}/acme-etl"
    plan = plan_with(writers={"etl": etl})
    (grant,) = [g.inputs for g in plan.of_type(GRANT) if g.inputs["principal"] == etl]
    assert grant["permissions"] == ["DATA_LOCATION_ACCESS"]
    assert grant["dataLocation"] == {"arn": "arn:aws:s3:::curated-1/transactions"}


def test_manages_no_setting_of_the_whole_account():
    types = {r.type for r in plan_with(writers={"etl": f"{ROLES}/acme-etl"})}
    assert {t for t in types if t.startswith("aws:lakeformation")} == {LOCATION, GRANT, OPT_IN}


def test_another_table_changes_nothing_of_the_first():
    before = {r.name: r.inputs for r in plan_with() if r.type.startswith("aws:lakeformation")}
    more = plan_with(sensitive_columns={"accounts": ["iban"], **COLUMNS})
    after = {r.name: r.inputs for r in more}
    assert {name: after[name] for name in before} == before


def test_rejects_tables_and_columns_that_glue_would_not_have():
    needed = "must be small letters, digits and underscores"
    assert problems_of(sensitive_columns={}) == [
        "sensitive_columns: must name at least one table, got none"
    ]
    assert problems_of(sensitive_columns={"Cards": ["a"], "cards": [], "t": ["A b", "x", "x"]}) == [
        f"sensitive_columns.Cards: {needed}, got 'Cards'",
        "sensitive_columns.cards: must list at least one column, got none",
        f"sensitive_columns.t[0]: {needed}, got 'A b'",
        "sensitive_columns.t[2]: must be listed once, got 'x' again",
    ]


def test_rejects_tables_of_the_feature_store():
    assert problems_of(sensitive_columns={"features_clicks": ["email"]}) == [
        "sensitive_columns.features_clicks: must be no table of the feature store, whose records"
        " are read whole, got 'features_clicks'\n  leave such columns out of the schema file"
    ]


@pytest.mark.parametrize("folder", ["", "/sales", "sales/", "sales/*", "s3://sales"])
def test_rejects_what_is_no_folder(folder):
    assert problems_of(folders={"transactions": folder}) == [
        "folders.transactions: must be a folder like sales/transactions, without a slash at"
        f" either end, got {folder!r}"
    ]


@pytest.mark.parametrize("folder", ["training", "training/cards"])
def test_rejects_a_table_among_training_data(folder):
    assert problems_of(folders={"transactions": folder}) == [
        "folders.transactions: must not overlap training/, which training pipelines read,"
        f" got {folder!r}"
    ]


def test_rejects_a_table_inside_another():
    given = {"cards": ["number"], "holders": ["name"], "cards_2": ["number"]}
    assert problems_of(sensitive_columns=given, folders={"holders": "cards/holders"}) == [
        "folders.holders: must not overlap the folder of cards, 'cards', got 'cards/holders'"
    ]


def test_rejects_a_folder_of_a_table_that_is_not_named():
    assert problems_of(folders={"other": "sales"}) == [
        "folders.other: must be a table of sensitive_columns, got 'other'"
    ]


def test_rejects_writers_that_are_no_roles():
    assert problems_of(writers={"the etl": f"{ROLES}/etl", "etl": "acme-etl"}) == [
        "writers.the etl: must be small letters, digits and hyphens, got 'the etl'",
        "writers.etl: must be the ARN of an IAM role, got 'acme-etl'",
    ]


def test_a_mistake_stops_before_anything_is_declared():
    with pytest.raises(InputError, match=r"^column_access\.sensitive_columns: "):
        plan_with(sensitive_columns={})
