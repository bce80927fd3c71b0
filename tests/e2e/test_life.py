"""A level 0 stack from its first `up` to its last `destroy`, with the real engine."""

import json
from collections.abc import Mapping

import pytest

from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import Checkout
from tests.e2e.conftest import SPEC
from tests.e2e.interrupted import assert_nothing_is_there_twice, look_again
from tests.e2e.remains import remains

pytestmark = pytest.mark.engine

WITH_ENDPOINT = SPEC.replace(
    "environments:",
    """\
  budget: {monthly_limit_usd: 250}
  endpoints:
    scorer:
      image_uri: 763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1
      model_data_url: s3://fraud-dev-models/scorer.tar.gz
environments:""",
)


def ids(running: Checkout) -> Mapping[str, str]:
    """Ids of the resources of the stack, by name."""
    resources = json.loads(running.export())["deployment"]["resources"]
    return {r["urn"].split("::")[-1]: r["id"] for r in resources if r["custom"]}


def test_what_was_killed_on_its_way_up_is_there_once(running: Checkout):
    assert_nothing_is_there_twice(running)


def test_program_and_state_agree(running: Checkout):
    recorded = composed(running.repo, "fraud", "dev")
    assert differences(recorded, read_state(running.export())) == []


def test_a_refresh_and_an_up_change_nothing_also_after_a_restart_of_the_sandbox(running: Checkout):
    look_again(running)
    running.restart()
    assert running.up() == {}


def test_the_account_holds_what_the_outputs_say(running: Checkout):
    outputs = running.outputs()
    s3, sagemaker = running.client("s3"), running.client("sagemaker")
    encryption = s3.get_bucket_encryption(Bucket=outputs["raw_bucket"])
    rule = encryption["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert rule["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] == outputs["kms_key_arn"]
    domain = sagemaker.describe_domain(DomainId=outputs["studio_domain_id"])
    assert domain["AppNetworkAccessType"] == "VpcOnly"
    card = sagemaker.describe_model_card(ModelCardName="fraud-dev-scorer")
    assert "Apache-2.0" in card["Content"]


def test_a_change_made_by_hand_is_seen_and_undone(running: Checkout):
    logs = running.client("logs")
    group = logs.describe_log_groups()["logGroups"][0]["logGroupName"]
    logs.put_retention_policy(logGroupName=group, retentionInDays=3)
    assert running.refresh() == {"updated": 1}
    assert running.up() == {"updated": 1}


def test_settings_change_only_what_they_should(running: Checkout):
    before = ids(running)
    running.spec(WITH_ENDPOINT)
    assert set(running.up()) == {"created", "updated"}
    after = ids(running)
    assert before.items() <= after.items()
    added = after.keys() - before.keys() - {"fraud-dev-alerts-critical"}
    assert added
    assert all(name.startswith("fraud-dev-endpoint-scorer") for name in added), added
    budgets = running.client("budgets").describe_budgets(AccountId="000000000000")["Budgets"]
    assert "250" in {budget["BudgetLimit"]["Amount"].split(".")[0] for budget in budgets}


def test_an_endpoint_changes_its_instance_type_without_being_lost(running: Checkout):
    sagemaker = running.client("sagemaker")
    before = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")
    larger = "    scorer:\n      instance_type: ml.m5.xlarge\n      image"
    running.spec(WITH_ENDPOINT.replace("    scorer:\n      image", larger))
    # Its configuration, and its scaling, which is for one instance type.
    assert running.up() == {"replaced": 4, "updated": 2}
    after = sagemaker.describe_endpoint(EndpointName="fraud-dev-scorer")
    assert after["CreationTime"] == before["CreationTime"]
    assert after["EndpointConfigName"] != before["EndpointConfigName"]
    assert after["EndpointStatus"] == "InService"


def test_destroy_leaves_nothing_behind(running: Checkout):
    running.client("s3").put_object(Bucket=running.outputs()["raw_bucket"], Key="k", Body=b"x")
    running.pulumi("destroy", "--yes", "--skip-preview")
    assert json.loads(running.export())["deployment"].get("resources", []) == []
    assert remains(running) == {}
