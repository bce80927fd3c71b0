import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from components.errors import InputError
from components.feature_store import FeatureStore, FeatureStoreArgs
from plan.monitor import RecordingMonitor
from plan.plan import Plan, Resource
from tests.components.support import declare, only, statements

GROUP = "aws-native:sagemaker:FeatureGroup"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/policy:Policy"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
ARN = "arn:aws:sagemaker:eu-west-1:000000000000:feature-group/fraud-dev-*"
SCHEMA = """
clicks:
  description: What customers clicked
  record_id: customer_id
  event_time: at
  features:
    customer_id: String
    at: Fractional
    clicks_7d: {type: Integral, description: Clicks in a week}
    score: {type: Fractional, retired: true}
card-use:
  record_id: card
  event_time: at
  features: {card: String, at: String}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: stepwell\n")
    (tmp_path / "features").mkdir()
    (tmp_path / "features/fraud.yaml").write_text(SCHEMA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan_with(**more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "features_bucket": "fraud-dev-features",
        "database_name": "fraud_dev",
        "schema_file": "features/fraud.yaml",
    }
    args = cast(FeatureStoreArgs, {**wired, **more})
    return declare(lambda: FeatureStore("fraud-dev-store", args))


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def group(plan: Plan, name: str = "fraud-dev-store-clicks") -> Resource:
    return next(r for r in plan.of_type(GROUP) if r.name == name)


def allowed(plan: Plan, name: str) -> dict[str, Any]:
    """Resources by action of one of the component's policies."""
    (found,) = [r for r in plan if r.name == name]
    return {
        action: statement["Resource"]
        for statement in statements(found.inputs["policy"])
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }


def test_groups_are_those_of_the_file_named_after_the_stack():
    found = group(plan_with()).inputs
    assert found["featureGroupName"] == "fraud-dev-clicks"
    assert found["recordIdentifierFeatureName"] == "customer_id"
    assert found["eventTimeFeatureName"] == "at"
    assert found["description"] == "What customers clicked"
    assert found["featureDefinitions"] == [
        {"featureName": "customer_id", "featureType": "String"},
        {"featureName": "at", "featureType": "Fractional"},
        {"featureName": "clicks_7d", "featureType": "Integral"},
        {"featureName": "score", "featureType": "Fractional"},
    ]


def test_a_group_is_online_and_offline_with_the_stacks_key():
    found = group(plan_with()).inputs
    assert found["onlineStoreConfig"] == {
        "enableOnlineStore": True,
        "securityConfig": {"kmsKeyId": KEY},
        "storageType": "Standard",
    }
    assert found["offlineStoreConfig"] == {
        "s3StorageConfig": {"s3Uri": "s3://fraud-dev-features/feature-store", "kmsKeyId": KEY},
        "tableFormat": "Iceberg",
        "disableGlueTableCreation": False,
        "dataCatalogConfig": {
            "catalog": "AwsDataCatalog",
            "database": "fraud_dev",
            "tableName": "features_clicks",
        },
    }
    assert found["throughputConfig"] == {"throughputMode": "OnDemand"}


def test_what_cloudformation_cannot_change_on_a_group_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
):
    ignored = dict[str, set[str]]()
    register = RecordingMonitor.RegisterResource

    def watched(self: RecordingMonitor, request: Any) -> Any:
        ignored[request.name] = set(request.ignoreChanges)
        return register(self, request)

    monkeypatch.setattr(RecordingMonitor, "RegisterResource", watched)
    plan_with()
    assert ignored["fraud-dev-store-clicks"] == {"description", "roleArn", "tags"}


def test_groups_are_protected_unless_the_stack_may_go():
    assert all(r.protect for r in plan_with().of_type(GROUP))
    assert not any(r.protect for r in plan_with(protect_data=False))


def test_settings_of_a_group_reach_it():
    plan = plan_with(
        groups={
            "clicks": {
                "online_ttl_hours": 48,
                "table_format": "Glue",
                "throughput": "Provisioned",
                "read_capacity_units": 100,
                "write_capacity_units": 10,
            }
        }
    )
    found = group(plan).inputs
    assert found["onlineStoreConfig"]["ttlDuration"] == {"unit": "Hours", "value": 48}
    assert found["offlineStoreConfig"]["tableFormat"] == "Glue"
    assert found["throughputConfig"] == {
        "throughputMode": "Provisioned",
        "provisionedReadCapacityUnits": 100,
        "provisionedWriteCapacityUnits": 10,
    }
    other = group(plan, "fraud-dev-store-card-use").inputs
    assert other["throughputConfig"] == {"throughputMode": "OnDemand"}


def test_a_group_in_memory_says_nothing_of_throughput():
    plan = plan_with(groups={"clicks": {"online_storage": "InMemory"}})
    found = group(plan).inputs
    assert found["onlineStoreConfig"]["storageType"] == "InMemory"
    assert "throughputConfig" not in found


def test_a_group_without_offline_store_has_no_role_and_no_table():
    both = {"clicks": {"offline": False}, "card-use": {"offline": False}}
    plan = plan_with(groups=both)
    assert "roleArn" not in group(plan).inputs
    assert "offlineStoreConfig" not in group(plan).inputs
    assert not [r for r in plan if r.name.startswith("fraud-dev-store-keeper")]
    assert only(plan, "stepwell:index:FeatureStore").outputs["table_names"] == {}


def test_a_group_without_online_store_keeps_its_throughput():
    found = group(plan_with(groups={"clicks": {"online": False}})).inputs
    assert "onlineStoreConfig" not in found
    assert found["throughputConfig"] == {"throughputMode": "OnDemand"}


def test_sagemaker_keeps_offline_stores_with_a_role_that_can_do_little_else():
    plan = plan_with()
    (role,) = [r for r in plan.of_type(ROLE) if r.name == "fraud-dev-store-keeper"]
    (trusted,) = statements(role.inputs["assumeRolePolicy"])
    assert trusted["Principal"] == {"Service": ["sagemaker.amazonaws.com"]}
    assert trusted["Condition"] == {"StringEqualsIfExists": {"aws:SourceAccount": "000000000000"}}
    assert role.inputs["tags"] == {"data-access": "outside-vpc"}
    can = allowed(plan, "fraud-dev-store-keeper-policy")
    assert can["s3:PutObject"] == "arn:aws:s3:::fraud-dev-features/feature-store/*"
    assert can["glue:UpdateTable"] == [
        "arn:aws:glue:eu-west-1:000000000000:catalog",
        "arn:aws:glue:eu-west-1:000000000000:database/fraud_dev",
        "arn:aws:glue:eu-west-1:000000000000:table/fraud_dev/features_*",
    ]
    assert not {"s3:DeleteObject", "glue:DeleteTable", "sagemaker:PutRecord"} & set(can)


def test_readers_read_and_write_nothing():
    can = allowed(plan_with(), "fraud-dev-store-reader")
    assert can["sagemaker:GetRecord"] == ARN
    assert can["s3:GetObject"] == "arn:aws:s3:::fraud-dev-features/feature-store/*"
    verbs = ("Put", "Delete", "Update", "Create", "Write")
    assert not [action for action in can if action.partition(":")[2].startswith(verbs)]
    assert can["kms:Decrypt"] == KEY
    assert "kms:GenerateDataKey" not in can


def test_writers_write_records_and_nothing_past_sagemaker():
    can = allowed(plan_with(), "fraud-dev-store-writer")
    assert can["sagemaker:PutRecord"] == can["sagemaker:DeleteRecord"] == ARN
    assert not [action for action in can if action.startswith(("s3:", "glue:"))]
    assert not {"sagemaker:DeleteFeatureGroup", "sagemaker:UpdateFeatureGroup"} & set(can)


def test_services_have_a_role_each_for_reading_and_writing():
    boundary = "arn:aws:iam::000000000000:policy/boundary"
    plan = plan_with(permissions_boundary_arn=boundary)
    assert all(r.inputs["permissionsBoundary"] == boundary for r in plan.of_type(ROLE))
    attached = {
        r.name: r.inputs["policyArn"]
        for r in plan.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    }
    assert attached == {
        "fraud-dev-store-reader-attachment": "<<fraud-dev-store-reader#arn>>",
        "fraud-dev-store-writer-attachment": "<<fraud-dev-store-writer#arn>>",
    }


def test_without_a_schema_file_there_are_no_groups_and_their_sdk_is_not_imported():
    program = """
import sys
from components.feature_store import FeatureStore
from plan.recorder import record
args = {"prefix": "a-dev", "kms_key_arn": "k", "features_bucket": "b", "database_name": "d"}
plan = record(lambda: FeatureStore("s", args), stack_name="a-dev")
print(sorted({r.type for r in plan if r.custom}), "pulumi_aws_native" in sys.modules)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    assert done.stdout.strip() == f"{[POLICY, ROLE, attachment]} False"


def test_outputs_say_where_groups_and_tables_are():
    outputs = only(plan_with(), "stepwell:index:FeatureStore").outputs
    assert outputs["group_names"] == {
        "clicks": "fraud-dev-clicks",
        "card-use": "fraud-dev-card-use",
    }
    assert outputs["table_names"] == {
        "clicks": "features_clicks",
        "card-use": "features_card_use",
    }
    assert outputs["reader_policy_arn"] == "<<fraud-dev-store-reader#arn>>"
    assert outputs["writer_role_arn"] == "<<fraud-dev-store-writer-role#arn>>"


def test_the_longest_names_fit_sagemaker(project: Path):
    name = "g" * 32
    schema = SCHEMA.replace("clicks:", f"{name}:", 1)
    (project / "features/fraud.yaml").write_text(schema)
    prefix = f"{'t' * 20}-{'e' * 10}"
    plan = plan_with(prefix=prefix)
    assert max(len(r.inputs["featureGroupName"]) for r in plan.of_type(GROUP)) == 64


def test_lists_every_problem_of_settings_and_file_at_once(project: Path):
    (project / "features/fraud.yaml").write_text(SCHEMA.replace("clicks_7d", "write_time"))
    settings = {
        "clicks": {"online": False, "offline": False, "online_ttl_hours": 0},
        "card-use": {"online_storage": "InMemory", "throughput": "Provisioned"},
    }
    assert problems_of(groups=settings) == [
        "schema_file.clicks.features.write_time: must be none of SageMaker's own "
        "api_invocation_time, is_deleted, write_time, got 'write_time'",
        "groups.clicks.offline: must be true for a group that is not online, got false",
        "groups.clicks.online_ttl_hours: must be left out for a group that is not online, got 0",
        "groups.clicks.online_ttl_hours: must be at least 1 hour, got 0",
        "groups.card-use.throughput: must be OnDemand for a group that is stored InMemory, got "
        "'Provisioned'",
        "groups.card-use.read_capacity_units: must be given when throughput is Provisioned, got "
        "nothing",
        "groups.card-use.write_capacity_units: must be given when throughput is Provisioned, got "
        "nothing",
    ]


def test_settings_are_for_groups_of_the_file():
    assert problems_of(groups={"click": {}}) == [
        "groups.click: must be a group of features/fraud.yaml, got 'click'"
    ]


def test_the_policies_are_valid_json():
    for policy in plan_with().of_type(POLICY):
        assert json.loads(policy.inputs["policy"])["Version"] == "2012-10-17"
