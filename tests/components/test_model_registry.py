import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_registry import ModelRegistry, ModelRegistryArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

GROUP = "aws:sagemaker/modelPackageGroup:ModelPackageGroup"
CARD = "aws:sagemaker/modelCard:ModelCard"
POLICY = "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"
RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
ADOPTED = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/legacy-churn"
CHURN = {
    "description": "Tells who is about to leave",
    "licence": "Apache-2.0",
    "data_origin": "Own customers, by contract",
    "intended_use": "Offers to customers",
    "out_of_scope": "Prices",
    "risk_rating": "Medium",
}


def plan_with(**more: Any) -> Plan:
    wired = {"prefix": "fraud-dev", "kms_key_arn": KEY, "topic_arn": TOPIC}
    args = cast(ModelRegistryArgs, {**wired, **more})
    return declared(ModelRegistry, "fraud-dev-registry", args)


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def test_starts_empty_and_says_nothing():
    plan = plan_with()
    assert [r.type for r in plan if r.custom] == []
    assert only(plan, "stepwell:index:ModelRegistry").outputs == {
        "group_names": [],
        "group_arns": {},
    }


def test_each_group_is_named_after_the_stack_and_protected_with_its_card():
    plan = plan_with(groups={"churn": CHURN, "fraud": {}})
    names = [g.inputs["modelPackageGroupName"] for g in plan.of_type(GROUP)]
    assert names == ["fraud-dev-churn", "fraud-dev-fraud"]
    assert all(r.protect for r in (*plan.of_type(GROUP), *plan.of_type(CARD)))


def test_a_stack_that_may_go_protects_nothing():
    plan = plan_with(groups={"churn": CHURN}, protect_data=False)
    assert not any(r.protect for r in plan)


def test_the_card_states_licence_and_data_origin_and_waits_for_review():
    card = only(plan_with(groups={"churn": CHURN}), CARD).inputs
    assert card["modelCardStatus"] == "Draft"
    assert card["securityConfig"] == {"kmsKeyId": KEY}
    content = json.loads(card["content"])
    assert content["additional_information"]["custom_details"] == {
        "licence": "Apache-2.0",
        "data_origin": "Own customers, by contract",
    }
    assert content["intended_uses"]["risk_rating"] == "Medium"
    assert "\n" not in card["content"]


def test_a_card_says_what_nobody_stated():
    content = json.loads(only(plan_with(groups={"churn": {}}), CARD).inputs["content"])
    assert content["additional_information"]["custom_details"]["licence"] == "not stated"
    assert content["intended_uses"]["risk_rating"] == "Unknown"


def test_a_card_has_only_fields_of_sagemakers_schema():
    content = json.loads(only(plan_with(groups={"churn": CHURN}), CARD).inputs["content"])
    allowed = {
        "model_overview": {"model_name", "model_description", "model_owner"},
        "intended_uses": {"intended_uses", "risk_rating", "explanations_for_risk_rating"},
        "training_details": {"training_observations"},
        "additional_information": {"caveats_and_recommendations", "custom_details"},
    }
    assert {section: set(fields) for section, fields in content.items()} == allowed


def test_the_longest_texts_still_fit_the_card():
    longest = {"data_origin": "d" * 1024, "out_of_scope": "o" * 2048}
    content = json.loads(only(plan_with(groups={"churn": longest}), CARD).inputs["content"])
    assert len(content["training_details"]["training_observations"]) == 1024
    assert len(content["additional_information"]["caveats_and_recommendations"]) == 2048


def test_no_other_account_reads_a_group_unless_named():
    assert plan_with(groups={"churn": CHURN}).of_type(POLICY) == ()


def test_named_accounts_read_and_deploy_versions_but_change_nothing():
    plan = plan_with(groups={"churn": CHURN}, reader_accounts=["111111111111"])
    allowed = statements(only(plan, POLICY).inputs["resourcePolicy"])
    actions = {
        a for s in allowed for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])
    }
    assert actions == {
        "sagemaker:DescribeModelPackageGroup",
        "sagemaker:DescribeModelPackage",
        "sagemaker:ListModelPackages",
        "sagemaker:CreateModel",
    }
    assert all(s["Principal"] == {"AWS": ["arn:aws:iam::111111111111:root"]} for s in allowed)
    versions = "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-churn/*"
    assert allowed[1]["Resource"] == versions


def test_tells_people_what_was_approved_or_rejected_in_the_stacks_groups():
    plan = plan_with(groups={"churn": CHURN, "old": {"group_arn": ADOPTED}})
    detail = json.loads(only(plan, RULE).inputs["eventPattern"])["detail"]
    assert detail == {
        "ModelPackageGroupName": ["fraud-dev-churn", "legacy-churn"],
        "ModelApprovalStatus": ["Approved", "Rejected"],
    }
    assert only(plan, TARGET).inputs["arn"] == TOPIC


def test_adopts_a_group_and_leaves_it_as_it_is():
    plan = plan_with(groups={"old": {"group_arn": ADOPTED}}, reader_accounts=["111111111111"])
    assert plan.of_type(GROUP) == plan.of_type(CARD) == plan.of_type(POLICY) == ()
    assert only(plan, "stepwell:index:ModelRegistry").outputs == {
        "group_names": ["legacy-churn"],
        "group_arns": {"old": ADOPTED},
    }


def test_the_longest_names_fit_sagemaker():
    prefix = f"{'t' * 20}-{'e' * 10}"
    plan = plan_with(prefix=prefix, groups={"g" * 31: {}})
    assert len(only(plan, GROUP).inputs["modelPackageGroupName"]) == 63


def test_lists_every_problem_at_once():
    assert problems_of(
        groups={
            "Churn_1": {"licence": " ", "risk_rating": "Huge"},
            "old": {"group_arn": "mine", "owner": "ana"},
            "long": {"owner": "o" * 1025, "intended_use": "a\nb"},
        },
        reader_accounts=["12", "12"],
    ) == [
        "groups.Churn_1: must be lowercase letters, digits and single hyphens, at most 31, "
        "got 'Churn_1'",
        "groups.Churn_1.licence: must say something or be left out, got ' '",
        "groups.Churn_1.risk_rating: must be one of High, Medium, Low, Unknown, got 'Huge'",
        "groups.old.group_arn: must be the ARN of a model package group, got 'mine'",
        "groups.old.group_arn: must be the only field of an adopted group, got also owner",
        "groups.long.intended_use: must be on one line, got 'a\\nb'",
        "groups.long.owner: must be at most 1024 characters, got 1025",
        "reader_accounts[0]: must be 12 digits, in quotes, got '12'",
        "reader_accounts[1]: must be 12 digits, in quotes, got '12'",
        "reader_accounts: must name each account once, got ['12', '12']",
    ]
