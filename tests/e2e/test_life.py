"""One stack from its first `up`, level by level, to its `destroy`, with the real engine."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from plan.state import read_state
from tests.e2e.agreement import composed, differences
from tests.e2e.checkout import PACK, Checkout, changes
from tests.e2e.happenings import happens, register, versions
from tests.e2e.interrupted import ENGINE, SANDBOX, assert_nothing_is_there_twice, converge, killed
from tests.e2e.levels import CHANGED, COUNTRY, FEATURES, LEVEL_0, LEVEL_1, LEVEL_2, held
from tests.e2e.remains import remains

pytestmark = pytest.mark.engine

SAME = ("CreationTime", "EndpointConfigName", "EndpointStatus")
"""What an endpoint keeps that nothing has touched."""


def endpoint(one: Checkout) -> Mapping[str, Any]:
    """The endpoint `scorer`, as the account describes it."""
    return one.client("sagemaker").describe_endpoint(EndpointName="fraud-dev-scorer")


def ids(one: Checkout) -> Mapping[str, str]:
    """Ids of the resources of the stack, by name."""
    resources = json.loads(one.export())["deployment"]["resources"]
    return {r["urn"].split("::")[-1]: r["id"] for r in resources if r["custom"]}


def disagreement(one: Checkout) -> list[str]:
    """Where the state is not what the program, recorded in process, declares."""
    return differences(composed(one.repo, "fraud", "dev"), read_state(one.export()))


def test_what_was_killed_on_its_way_up_is_there_once(running: Checkout):
    running.spec(LEVEL_0)
    killed(running, ENGINE, after_steps=10)
    killed(running, SANDBOX, after_steps=30)
    converge(running)
    assert_nothing_is_there_twice(running)


def test_program_and_state_agree(running: Checkout):
    assert disagreement(running) == []


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


def test_a_refresh_sees_a_change_made_by_hand_and_no_other(running: Checkout):
    logs = running.client("logs")
    group = logs.describe_log_groups()["logGroups"][0]["logGroupName"]
    logs.put_retention_policy(logGroupName=group, retentionInDays=3)
    # What was interrupted has been looked at.
    told = running.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates")
    assert changes(told) == {"updated": 1}


def test_settings_change_only_what_they_should_and_what_was_changed_by_hand(running: Checkout):
    before, served = ids(running), endpoint(running)
    running.restart()
    running.spec(CHANGED)
    done = running.up()
    # Anew: the endpoint's configuration and its scaling, which is for one instance type. In place:
    # the endpoint, what watches it, and what was changed by hand.
    assert done == {"created": 3, "updated": 3, "replaced": 4}
    after = ids(running)
    assert after.keys() - before.keys() == {"fraud-dev-budget-monthly", "fraud-dev-budget-daily"}
    anew = {name for name in before if after[name] != before[name]}
    assert all(name.startswith("fraud-dev-endpoint-scorer-") for name in anew), anew
    groups = running.client("logs").describe_log_groups()["logGroups"]
    assert 3 not in {group.get("retentionInDays") for group in groups}
    budgets = running.client("budgets").describe_budgets(AccountId="000000000000")["Budgets"]
    assert "250" in {budget["BudgetLimit"]["Amount"].split(".")[0] for budget in budgets}
    still = endpoint(running)
    assert still["CreationTime"] == served["CreationTime"]
    assert still["EndpointConfigName"] != served["EndpointConfigName"]
    assert still["EndpointStatus"] == "InService"


def test_level_1_keeps_what_holds_data_or_serves(running: Checkout):
    before, served = held(running), endpoint(running)
    s3, raw = running.client("s3"), running.outputs()["raw_bucket"]
    s3.put_object(Bucket=raw, Key="2026/cards.csv", Body=b"card,amount")
    register(running)
    (running.repo / "groups").mkdir()
    (running.repo / "groups" / "fraud.yaml").write_text(FEATURES)
    running.spec(LEVEL_1)
    written = running.pulumi("up", "--yes", "--skip-preview", *PACK)
    assert "Policies:" in written
    assert "[mandatory]" not in written
    assert set(changes(written)) == {"created", "updated"}
    assert before.items() <= held(running).items()
    assert s3.get_object(Bucket=raw, Key="2026/cards.csv")["Body"].read() == b"card,amount"
    assert len(versions(running)) == 1
    assert {key: endpoint(running)[key] for key in SAME} == {key: served[key] for key in SAME}


def test_program_and_state_agree_at_level_1(running: Checkout, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(running.repo)
    assert disagreement(running) == []


def test_an_approval_leads_to_the_endpoints_update(running: Checkout):
    answers = happens(running, "decision", register(running))
    assert "deploys version 2" in answers["fraud-dev-deploy-scorer-decided"]["answer"]
    assert endpoint(running)["EndpointConfigName"].startswith("fraud-dev-scorer-v2-")


def test_drift_leads_to_an_execution_of_the_pipeline_and_only_to_one(running: Checkout):
    alarms = running.client("cloudwatch").describe_alarms(
        AlarmNamePrefix="fraud-dev-monitor-scorer"
    )
    drift = next(a for a in alarms["MetricAlarms"] if "drift" in a["AlarmName"])["AlarmName"]
    for _ in range(2):
        happens(running, "alarm", drift)
    runs = running.client("sagemaker").list_pipeline_executions(PipelineName="fraud-dev-training")
    assert len(runs["PipelineExecutionSummaries"]) == 1


def test_all_of_level_2_keeps_what_there_was_and_a_group_gains_a_feature(running: Checkout):
    before, served = held(running), endpoint(running)
    features = {"FeatureGroupName": "fraud-dev-transactions"}
    group = running.client("sagemaker").describe_feature_group(**features)
    (running.repo / "groups" / "fraud.yaml").write_text(FEATURES + COUNTRY)
    running.spec(LEVEL_2)
    assert set(running.up()) == {"created", "updated"}
    assert before.items() <= held(running).items()
    # What a function has deployed meanwhile stays in service.
    assert {key: endpoint(running)[key] for key in SAME} == {key: served[key] for key in SAME}
    later = running.client("sagemaker").describe_feature_group(**features)
    assert later["CreationTime"] == group["CreationTime"]
    names = [feature["FeatureName"] for feature in later["FeatureDefinitions"]]
    assert names == ["card", "at", "amount", "country"]


def test_a_refresh_and_an_up_change_nothing(running: Checkout):
    # But for the endpoint and the note of what was deployed, which functions have changed.
    assert running.refresh() == {"updated": 2}
    assert running.up() == {}


def test_destroy_leaves_only_what_was_made_beside_the_stack(running: Checkout):
    for version in versions(running):
        running.client("sagemaker").delete_model_package(ModelPackageName=version)
    running.pulumi("destroy", "--yes", "--skip-preview")
    assert json.loads(running.export())["deployment"].get("resources", []) == []
    left = remains(running)
    assert left.keys() == {"endpoint configurations", "models"}
    # A function has made them; whoever takes an endpoint away takes them away by name.
    (configuration,), (model,) = left["endpoint configurations"], left["models"]
    assert configuration["EndpointConfigName"] == model["ModelName"]
    assert model["ModelName"].startswith("fraud-dev-scorer-v2-")
