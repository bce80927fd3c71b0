from pathlib import Path

from tests.components.functions.test_analyse_predictions import cases, job, run
from tests.components.monitor_support import monitor
from tests.components.support import only

TABLE = "aws:glue/catalogTable:CatalogTable"
QUERY = "aws:athena/namedQuery:NamedQuery"


def test_every_field_of_a_report_is_a_column(tmp_path: Path):
    storage = only(monitor(), TABLE).inputs["storageDescriptor"]
    columns = {c["name"] for c in storage["columns"]}
    _, findings = run(job(tmp_path, cases(200, seed=1)))
    assert {key for finding in findings for key in finding} <= columns


def test_days_need_not_be_registered():
    table = only(monitor(), TABLE).inputs
    assert table["partitionKeys"] == [{"name": "day", "type": "string"}]
    assert table["parameters"]["projection.enabled"] == "true"
    assert table["parameters"]["storage.location.template"] == (
        "s3://artifacts-1/monitoring/fraud-dev-churn/reports/day=${day}/"
    )


def test_the_query_asks_the_table_in_the_teams_workgroup():
    query = only(monitor(), QUERY).inputs
    assert query["workgroup"] == "fraud-dev"
    assert "monitoring_fraud_dev_churn" in query["query"]
    assert "WHERE violated" in query["query"]
