import pytest

from analysis.changes import changes
from blueprints.blueprint import SettingsError
from plan.plan import Plan
from policies.check import check
from policies.pack_file import our_pack
from tests.blueprints.support import LEFT_OUT, compose, types

ENDPOINT = {
    "image_uri": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1",
    "model_data_url": "s3://fraud-dev-artifacts/models/scorer.tar.gz",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compose()


def test_comes_up_without_a_model(plan):
    assert "aws:sagemaker/endpoint:Endpoint" not in types(plan)
    assert "aws:sagemaker/domain:Domain" in types(plan)


def test_gains_an_endpoint_by_a_setting_and_changes_nothing_else(plan):
    with_model = compose({"endpoints": {"scorer": ENDPOINT}})
    before, after = plan.by_urn(), with_model.by_urn()
    assert before.keys() < after.keys()
    assert "aws:sagemaker/endpoint:Endpoint" in types(with_model)
    changed = {urn for urn in before if before[urn].inputs != after[urn].inputs}
    assert {before[urn].type for urn in changed} <= {
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        "stepwell:index:Alerts",
        "stepwell:index:ServiceMonitor",
    }


def test_holds_to_the_baseline_pack(plan):
    assert [f for f in check(plan, our_pack("baseline")) if f.blocks] == []


def test_names_are_unique_in_the_stack(plan):
    names = [resource.name for resource in plan]
    assert len(names) == len(set(names))


def test_data_is_protected_unless_the_stack_says_that_it_may_go(plan):
    kept = {resource.type for resource in plan if resource.protect}
    assert {"aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:sagemaker/domain:Domain"} <= kept
    assert not any(resource.protect for resource in compose({"protect_data": False}))


def test_a_closed_lake_can_be_deployed_from_outside(plan):
    written = "aws:s3/bucketObjectv2:BucketObjectv2"
    closed = {"data_lake": {"endpoint_only": True}, "without": LEFT_OUT}
    assert written in types(plan)
    assert written not in types(compose(closed))
    assert written in types(compose({**closed, "training": {"publish_sdk_config": True}}))


def test_no_internet_mode_has_no_way_out(plan):
    closed = compose({"network": {"nat": "none"}, "without": LEFT_OUT})
    assert "aws:ec2/natGateway:NatGateway" in types(plan)
    assert not types(closed) & {
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/internetGateway:InternetGateway",
        "aws:ec2/route:Route",
    }
    open_rules = [
        rule.name
        for rule in closed.of_type("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        if rule.inputs.get("cidrIpv4") == "0.0.0.0/0"
    ]
    assert open_rules == []


COLUMNS = {"sensitive_columns": {"transactions": ["card_number"]}}


def test_every_column_is_seen_unless_the_team_names_sensitive_ones():
    assert not [t for t in types(compose()) if "lakeformation" in t]


def test_sensitive_columns_are_kept_from_people_and_from_what_their_jobs_run_with():
    plan = compose({"column_access": COLUMNS})
    attached = {
        (a.inputs["policyArn"], a.inputs["role"])
        for a in plan.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        if a.name.startswith("fraud-dev-columns-")
    }
    people, jobs = ("<<fraud-dev-columns-people#arn>>", "<<fraud-dev-columns-jobs#arn>>")
    assert {role for policy, role in attached if policy == people} == {
        "<<fraud-dev-personas-data-scientist#arn>>",
        "<<fraud-dev-personas-ml-engineer#arn>>",
    }
    assert len([role for policy, role in attached if policy == jobs]) == 2


def test_switching_sensitive_columns_on_later_changes_nothing_that_is_there():
    before, after = compose(), compose({"column_access": COLUMNS})
    found = changes(before, after)
    assert (found.removed, found.changed) == ((), ())


def test_files_of_a_table_with_sensitive_columns_are_not_shown_to_every_job():
    def shown(**lustre: str) -> list[str]:
        files = {"kind": "lustre", "lustre": {"linked_zone": "curated", **lustre}}
        try:
            compose({"column_access": COLUMNS, "shared_file_system": files})
        except SettingsError as error:
            return str(error).splitlines()
        return []

    where = "shared_file_system.lustre.linked_folder: must not show transactions/, a table of"
    assert shown() == [f"{where} column_access, got 'all'"]
    assert shown(linked_folder="transactions/2026/") == [
        f"{where} column_access, got 'transactions/2026'"
    ]
    assert shown(linked_folder="training/") == []


def test_a_queue_of_several_machines_stands_in_a_subnet_that_there_is():
    queue = {"efa": True, "uses_spot": False, "instance_types": ["g5.12xlarge"], "gpus": 4}
    plan = compose({"gpu_queue": queue})
    assert "aws:ec2/placementGroup:PlacementGroup" in types(plan)
    assert "gpu_multi_node_job_definition_arn" in plan.resources[0].outputs
    with pytest.raises(SettingsError, match=r"^gpu_queue.subnet_number: must be 1 to 2, the priv"):
        compose({"gpu_queue": {**queue, "subnet_number": 3}})
