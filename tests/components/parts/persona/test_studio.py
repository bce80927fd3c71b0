import json
from fnmatch import fnmatchcase

import pytest

from tests.components.persona_support import REGION, allowed, granting, personas

PROFILE = f"{REGION}:user-profile/${{sagemaker:DomainId}}/${{sagemaker:UserProfileName}}"


@pytest.mark.parametrize("persona", ["data-scientist", "ml-engineer"])
def test_people_open_their_own_profile_only(persona):
    opening = granting(personas(), persona, "sagemaker:CreatePresignedDomainUrl")
    assert [statement["Resource"] for statement in opening] == [
        f"{REGION}:user-profile/*/${{aws:PrincipalTag/studio-user}}",
        PROFILE,
    ]
    for statement in opening:
        assert statement["Condition"] == {"StringEquals": {"sagemaker:ResourceTag/team": "fraud"}}


@pytest.mark.parametrize("persona", ["data-scientist", "ml-engineer"])
def test_no_statement_mixes_variables_of_studio_with_those_of_a_session(persona):
    # IAM: a variable that cannot be resolved may void the whole statement that names it.
    for statement in allowed(personas(), persona):
        text = json.dumps(statement)
        assert not ("${sagemaker:" in text and "${aws:PrincipalTag" in text), statement["Sid"]


def test_private_apps_are_started_by_their_owner_on_the_allowed_machines():
    plan = personas({"studio_instance_types": ["ml.t3.medium"]})
    private, shared = granting(plan, "data-scientist", "sagemaker:CreateApp")
    assert private["Condition"] == {
        "ArnLike": {"sagemaker:OwnerUserProfileArn": PROFILE},
        "ForAllValues:StringEquals": {"sagemaker:InstanceTypes": ["system", "ml.t3.medium"]},
        "StringEquals": {"sagemaker:SpaceSharingType": "Private"},
    }
    assert shared["Condition"]["StringEquals"] == {"sagemaker:SpaceSharingType": "Shared"}
    assert "ForAllValues:StringEquals" in shared["Condition"]


@pytest.mark.parametrize("action", ["CreateApp", "DeleteApp"])
def test_only_notebooks_and_editors_are_started(action):
    for statement in granting(personas(), "data-scientist", f"sagemaker:{action}"):
        for kind, expected in {
            "JupyterLab": True,
            "jupyterlab": True,
            "CodeEditor": True,
            "Canvas": False,
            "RStudioServerPro": False,
        }.items():
            arn = f"{REGION}:app/${{sagemaker:DomainId}}/mine/{kind}/default"
            assert any(fnmatchcase(arn, r) for r in statement["Resource"]) is expected, kind


def test_a_space_is_changed_by_its_owner_only():
    for action in ("CreateSpace", "UpdateSpace", "DeleteSpace"):
        (statement,) = granting(personas(), "data-scientist", f"sagemaker:{action}")
        assert statement["Condition"]["ArnLike"] == {"sagemaker:OwnerUserProfileArn": PROFILE}


def test_tags_of_studio_resources_are_set_only_while_they_are_created():
    on_create = [
        s
        for s in granting(personas(), "data-scientist", "sagemaker:AddTags")
        if s["Sid"] == "TagWhileCreating"
    ]
    assert on_create[0]["Condition"] == {"Null": {"sagemaker:TaggingAction": "false"}}
