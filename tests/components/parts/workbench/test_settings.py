import pytest

from components.parts.workbench.settings import (
    WorkbenchSettings,
    max_idle_timeout_minutes,
    max_volume_gib,
    workbench_problems,
)


def found(settings: WorkbenchSettings) -> list[str]:
    return [str(problem) for problem in workbench_problems(settings)]


def test_a_team_may_leave_everything_to_the_defaults():
    assert found({}) == []


def test_limits_follow_a_longer_or_larger_default():
    settings: WorkbenchSettings = {"idle_timeout_minutes": 600, "default_volume_gib": 500}
    assert found(settings) == []
    assert max_idle_timeout_minutes(settings) == 600
    assert max_volume_gib(settings) == 500


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"idle_timeout_minutes": 59},
            "idle_timeout_minutes: must be 60 to 525600 minutes, got 59",
        ),
        (
            {"idle_timeout_minutes": 120, "max_idle_timeout_minutes": 90},
            "max_idle_timeout_minutes: must be at least idle_timeout_minutes, which is 120, got 90",
        ),
        (
            {"default_volume_gib": 200, "max_volume_gib": 100},
            "max_volume_gib: must be at least default_volume_gib, which is 200, got 100",
        ),
        (
            {"default_instance_type": "t3.medium"},
            "default_instance_type: must look like ml.m5.xlarge, got 't3.medium'",
        ),
        ({"sign_in": "SAML"}, "sign_in: must be IAM or SSO, got 'SAML'"),
        (
            {"user_profiles": {"ada_l": {}}},
            "user_profiles.ada_l: must be up to 63 small letters, digits and hyphens between them,"
            " got 'ada_l'",
        ),
        (
            {"user_profiles": {"ada": {"persona": "auditor"}}},
            "user_profiles.ada.persona: must be data-scientist or ml-engineer, got 'auditor'",
        ),
        (
            {"user_profiles": {"ada": {"sso_user_name": "ada"}}},
            "user_profiles.ada.sso_user_name: must be left out unless sign_in is SSO",
        ),
        (
            {"docker_trusted_account_ids": ["763104351884"]},
            "docker_trusted_account_ids: must be left out unless docker_access is on",
        ),
        (
            {"docker_access": True, "docker_trusted_account_ids": ["aws"]},
            "docker_trusted_account_ids[0]: must be 12 digits, got 'aws'",
        ),
        ({"domain_id": "studio"}, "domain_id: must be the id of a Studio domain, got 'studio'"),
        (
            {"domain_id": "d-1", "docker_access": False},
            "docker_access: must be left out when domain_id adopts a domain",
        ),
        (
            {"domain_security_group_id": "sg-1"},
            "domain_security_group_id: must be left out unless domain_id adopts a domain",
        ),
    ],
)
def test_rejects_what_studio_would_refuse(settings, problem):
    assert found(settings) == [problem]
