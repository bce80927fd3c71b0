from typing import Any

import pytest

from tests.components.identity_support import (
    AZURE,
    BITBUCKET,
    GITHUB,
    PROVIDER,
    UUID,
    condition,
    plan_with,
    problems_of,
)
from tests.components.support import only


def test_github_deploys_from_the_branch_and_plans_pull_requests():
    plan = plan_with()
    issuer = "token.actions.githubusercontent.com"
    assert only(plan, PROVIDER).inputs["url"] == f"https://{issuer}"
    assert only(plan, PROVIDER).inputs["clientIdLists"] == ["sts.amazonaws.com"]
    assert "thumbprintLists" not in only(plan, PROVIDER).inputs
    assert condition(plan, "deploy") == {
        "StringEquals": {
            f"{issuer}:aud": "sts.amazonaws.com",
            f"{issuer}:sub": ["repo:octo-org/octo-repo:ref:refs/heads/main"],
        }
    }
    assert condition(plan, "plan")["StringEquals"][f"{issuer}:sub"] == [
        "repo:octo-org/octo-repo:pull_request",
        "repo:octo-org/octo-repo:ref:refs/heads/main",
    ]


def test_github_deploys_from_an_environment_and_takes_subjects_with_ids():
    repository = "octo-org@123456/octo-repo@456789"
    plan = plan_with(github={"repository": repository, "environment": "prod"})
    (subject,) = condition(plan, "deploy")["StringEquals"][
        "token.actions.githubusercontent.com:sub"
    ]
    assert subject == f"repo:{repository}:environment:prod"


def test_gitlab_names_the_project_for_every_branch_and_one_branch_to_deploy():
    plan = plan_with(gitlab={"project": "ml/fraud/platform", "branch": "release"})
    assert only(plan, PROVIDER).inputs["clientIdLists"] == ["https://gitlab.com"]
    start = "project_path:ml/fraud/platform:ref_type:branch:ref:"
    assert condition(plan, "deploy") == {
        "StringEquals": {
            "gitlab.com:aud": "https://gitlab.com",
            "gitlab.com:sub": [f"{start}release"],
        }
    }
    assert condition(plan, "plan")["StringLike"] == {"gitlab.com:sub": [f"{start}*"]}


def test_bitbucket_names_repository_and_environment_by_uuid():
    plan = plan_with(bitbucket=BITBUCKET)
    claims = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"
    assert only(plan, PROVIDER).inputs["url"] == f"https://{claims}"
    assert condition(plan, "deploy") == {
        "StringEquals": {f"{claims}:aud": f"ari:cloud:bitbucket::workspace/{UUID}1"},
        "StringLike": {f"{claims}:sub": [f"{{{UUID}2}}:{{{UUID}3}}:*"]},
    }
    assert condition(plan, "plan")["StringLike"] == {f"{claims}:sub": [f"{{{UUID}2}}:*"]}


def test_azure_devops_names_a_service_connection_for_each_role():
    plan = plan_with(azure_devops=AZURE)
    claims = f"vstoken.dev.azure.com/{UUID}4"
    assert condition(plan, "deploy") == {
        "StringEquals": {
            f"{claims}:aud": "api://AzureADTokenExchange",
            f"{claims}:sub": ["sc://contoso/ML Platform/aws-deploy"],
        }
    }
    assert condition(plan, "plan")["StringEquals"][f"{claims}:sub"] == [
        "sc://contoso/ML Platform/aws-plan"
    ]


@pytest.mark.parametrize(
    "source",
    [
        {"github": {"repository": "*"}},
        {"github": {"repository": "octo-org/*"}},
        {"github": {"repository": "octo-org/octo-repo", "environment": "*"}},
        {"github": {"repository": "octo-org/octo-repo", "branch": "release/*"}},
        {"gitlab": {"project": "ml/*"}},
        {"gitlab": {"project": "ml/fraud", "branch": "?"}},
        {"bitbucket": {**BITBUCKET, "repository_uuid": "*"}},
        {"azure_devops": {**AZURE, "deploy_connection": "*"}},
    ],
)
def test_no_wildcard_gets_into_a_subject(source: dict[str, Any]):
    (problem,) = problems_of(**source)
    assert "*" in problem or "?" in problem


def test_there_is_exactly_one_source():
    assert problems_of(github=GITHUB, gitlab={"project": "a/b"})[0] == (
        "github: must be the one source of github, gitlab, bitbucket, azure_devops, got github, "
        "gitlab"
    )
