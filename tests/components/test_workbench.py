import json

import pytest

from components.errors import InputError
from tests.components.support import only
from tests.components.workbench_support import ENGINEER, GROUP, KEY, SCIENTIST, workbench

DOMAIN = "aws:sagemaker/domain:Domain"
PROFILE = "aws:sagemaker/userProfile:UserProfile"
GROUPS = "aws:ec2/securityGroup:SecurityGroup"


def test_the_domain_lives_in_the_vpc_alone_under_the_stacks_key():
    domain = only(workbench(), DOMAIN).inputs
    assert domain["appNetworkAccessType"] == "VpcOnly"
    assert domain["authMode"] == "IAM"
    assert domain["kmsKeyId"] == KEY
    assert domain["vpcId"] == "vpc-1"
    assert domain["subnetIds"] == ["subnet-a", "subnet-b"]
    assert domain["tagPropagation"] == "ENABLED"
    assert domain["domainSettings"] == {
        "dockerSettings": {"enableDockerAccess": "DISABLED"},
        "executionRoleIdentityConfig": "DISABLED",
    }


def test_a_zone_that_joins_later_does_not_replace_the_domain():
    before = only(workbench(), DOMAIN).inputs["subnetIds"]
    after = only(workbench(subnet_ids=["subnet-a", "subnet-b", "subnet-c"]), DOMAIN).inputs
    assert after["subnetIds"] == before


@pytest.mark.parametrize(("protect", "homes"), [(True, "Retain"), (False, "Delete")])
def test_home_directories_outlive_a_protected_domain(protect, homes):
    domain = only(workbench(protect_data=protect), DOMAIN)
    assert domain.protect is protect
    assert domain.inputs["retentionPolicy"] == {"homeEfsFileSystem": homes}


def test_apps_reach_each_other_and_nobody_else_reaches_them():
    rules = workbench().of_type("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    assert [rule.inputs["referencedSecurityGroupId"] for rule in rules] == [GROUP]


def test_a_profile_runs_with_the_role_of_its_persona():
    plan = workbench(user_profiles={"ada": {}, "grace": {"persona": "ml-engineer"}})
    profiles = {p.inputs["userProfileName"]: p for p in plan.of_type(PROFILE)}
    assert profiles["ada"].inputs["userSettings"] == {"executionRole": SCIENTIST}
    assert profiles["grace"].inputs["userSettings"] == {"executionRole": ENGINEER}
    assert [p.name for p in profiles.values()] == [
        "fraud-dev-workbench-profile-ada",
        "fraud-dev-workbench-profile-grace",
    ]


def test_another_person_changes_nobody_elses_profile():
    before = {p.name: p.inputs for p in workbench(user_profiles={"zoe": {}}).of_type(PROFILE)}
    after = workbench(user_profiles={"ada": {}, "zoe": {}}).of_type(PROFILE)
    assert before.items() <= {p.name: p.inputs for p in after}.items()


def test_with_sso_a_profile_belongs_to_a_user_of_identity_center():
    people = {"ada": {}, "grace": {"sso_user_name": "grace@example.org"}}
    plan = workbench(sign_in="SSO", user_profiles=people)
    assert only(plan, DOMAIN).inputs["authMode"] == "SSO"
    assert [p.inputs["singleSignOnUserValue"] for p in plan.of_type(PROFILE)] == [
        "ada",
        "grace@example.org",
    ]


def test_the_audit_trail_can_name_the_person():
    settings = only(workbench(source_identity=True), DOMAIN).inputs["domainSettings"]
    assert settings["executionRoleIdentityConfig"] == "USER_PROFILE_NAME"


def test_docker_pulls_from_trusted_accounts_when_opened():
    plan = workbench(docker_access=True, docker_trusted_account_ids=["763104351884"])
    assert only(plan, DOMAIN).inputs["domainSettings"]["dockerSettings"] == {
        "enableDockerAccess": "ENABLED",
        "vpcOnlyTrustedAccounts": ["763104351884"],
    }


def test_adopts_a_domain_and_creates_profiles_only():
    plan = workbench(domain_id="d-abc123", user_profiles={"ada": {}})
    assert plan.of_type(DOMAIN) == ()
    assert plan.of_type(GROUPS) == ()
    assert only(plan, PROFILE).inputs["domainId"] == "d-abc123"
    outputs = only(plan, "stepwell:index:Workbench").outputs
    assert outputs["domain_arn"] == "arn:aws:sagemaker:eu-west-1:000000000000:domain/d-abc123"


def test_profiles_of_an_adopted_domain_may_have_a_group_of_their_own():
    plan = workbench(
        domain_id="d-abc123", domain_security_group_id="sg-0a", user_profiles={"ada": {}}
    )
    assert only(plan, PROFILE).inputs["userSettings"]["securityGroups"] == ["sg-0a"]
    assert only(plan, "stepwell:index:Workbench").outputs["security_group_id"] == "sg-0a"


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        workbench(idle_timeout_minutes=30, default_volume_gib=4, user_profiles={"Ada": {}})
    assert [p.field for p in error.value.problems] == [
        "idle_timeout_minutes",
        "default_volume_gib",
        "user_profiles.Ada",
    ]


def test_sagemakers_own_model_accepts_the_domain():
    session = pytest.importorskip("botocore.session", reason="needs the sandbox extra")
    from botocore.validate import ParamValidator

    def api(value):
        if isinstance(value, dict):
            return {k[0].upper() + k[1:]: api(v) for k, v in value.items()}
        return [api(v) for v in value] if isinstance(value, list) else value

    inputs = only(workbench(), DOMAIN).inputs
    request = api({k: v for k, v in inputs.items() if k not in {"retentionPolicy", "tagsAll"}})
    model = session.get_session().get_service_model("sagemaker")
    report = ParamValidator().validate(request, model.operation_model("CreateDomain").input_shape)
    assert not report.has_errors(), report.generate_report() + json.dumps(request)
