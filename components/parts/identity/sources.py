"""Where CI runs: the issuer of its tokens, and the subjects that plan and that deploy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.settings import team_settings

DEFAULT_BRANCH = "main"
DEFAULT_GITLAB_URL = "https://gitlab.com"

_BRANCH = r"[A-Za-z0-9._/-]+"
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME = r"[A-Za-z0-9][A-Za-z0-9 ._-]*"
_FORMS = {
    "github": {
        # With its ids, as in the subjects of repositories made after 15 July 2026.
        "repository": (r"[\w.-]+(@\d+)?/[\w.-]+(@\d+)?", "owner/name or owner@id/name@id"),
        "branch": (_BRANCH, "the name of one branch"),
        "environment": (r"[^:*?\s]+", "the name of one environment"),
    },
    "gitlab": {
        "project": (r"[\w.-]+(/[\w.-]+)+", "group/project, without wildcards"),
        "branch": (_BRANCH, "the name of one branch"),
        "url": (r"https://[a-z0-9.-]+[a-z0-9]", "https:// and a host, without a slash at the end"),
    },
    "bitbucket": {
        "workspace": (r"[a-z0-9_-]+", "the id of a workspace as in its address"),
        "workspace_uuid": (_UUID, "a UUID in small letters, without braces"),
        "repository_uuid": (_UUID, "a UUID in small letters, without braces"),
        "environment_uuid": (_UUID, "a UUID in small letters, without braces"),
    },
    "azure_devops": {
        "organization": (r"[A-Za-z0-9-]+", "the name of an organisation"),
        "organization_id": (_UUID, "the GUID of an organisation, in small letters"),
        "project": (_NAME, "the name of one project"),
        "plan_connection": (_NAME, "the name of one service connection"),
        "deploy_connection": (_NAME, "the name of one service connection"),
    },
}
"""By vendor and setting, the form and what it is called; none has room for a wildcard."""


@team_settings
class GitHubSettings(TypedDict):
    """A repository on github.com."""

    repository: str
    """`owner/name`; `owner@id/name@id` if its subjects carry ids, as those of repositories made
    after 15 July 2026 do."""

    branch: NotRequired[str]
    """Protected branch that deploys. Default: main."""

    environment: NotRequired[str]
    """Environment that deploys, with its approvals, instead of the branch. Default: none."""


@team_settings
class GitLabSettings(TypedDict):
    """A project on gitlab.com or an instance of one's own that AWS can reach."""

    project: str
    """`group/project`, subgroups included."""

    branch: NotRequired[str]
    """Protected branch that deploys. Default: main."""

    url: NotRequired[str]
    """Address of the instance. Default: https://gitlab.com."""


@team_settings
class BitbucketSettings(TypedDict):
    """A repository on bitbucket.org; its settings show all of these under OpenID Connect."""

    workspace: str
    """Workspace as in its address."""

    workspace_uuid: str
    """UUID of the workspace, without braces."""

    repository_uuid: str
    """UUID of the repository, without braces."""

    environment_uuid: str
    """UUID of the deployment environment that deploys, without braces."""


@team_settings
class AzureDevOpsSettings(TypedDict):
    """A project on dev.azure.com, with an AWS service connection for each role."""

    organization: str
    """Name of the organisation."""

    organization_id: str
    """GUID of the organisation."""

    project: str
    """Name of the project."""

    plan_connection: str
    """Service connection that plans."""

    deploy_connection: str
    """Service connection that deploys; give it approvals and a branch control in Azure DevOps."""


@team_settings
class CiSourceSettings(TypedDict):
    """Where CI runs; exactly one of the four."""

    github: NotRequired[GitHubSettings]
    """Repository on GitHub. Default: none."""

    gitlab: NotRequired[GitLabSettings]
    """Project on GitLab. Default: none."""

    bitbucket: NotRequired[BitbucketSettings]
    """Repository on Bitbucket. Default: none."""

    azure_devops: NotRequired[AzureDevOpsSettings]
    """Project on Azure DevOps. Default: none."""


@dataclass(frozen=True)
class CiSource:
    """How the tokens of CI look."""

    issuer: str
    """Address that signs them, `https://` included."""

    audience: str
    plan: tuple[str, ...]
    """Subjects that may plan; a `*` stands only for what follows a named repository."""

    deploy: str
    """The subject that may deploy."""

    @property
    def claims(self) -> str:
        """What IAM calls the issuer, in condition keys and in the provider's ARN."""
        return self.issuer.removeprefix("https://")


def ci_source(args: CiSourceSettings) -> CiSource:
    """Say what tokens of the given source look like."""
    if "github" in args:
        return _github(args["github"])
    if "gitlab" in args:
        return _gitlab(args["gitlab"])
    if "bitbucket" in args:
        return _bitbucket(args["bitbucket"])
    if "azure_devops" in args:
        return _azure_devops(args["azure_devops"])
    raise ValueError("no source is given")


def source_problems(args: CiSourceSettings) -> Iterator[Problem]:
    """Yield what is wrong with where CI runs."""
    given = {vendor: args[vendor] for vendor in _FORMS if vendor in args}
    if len(given) != 1:
        vendors = ", ".join(_FORMS)
        yield Problem(
            "github", f"must be the one source of {vendors}, got {', '.join(given) or 'none'}"
        )
    for vendor, settings in given.items():
        for field, (form, meaning) in _FORMS[vendor].items():
            value = settings.get(field)
            if value is not None and not re.fullmatch(form, str(value)):
                yield Problem(f"{vendor}.{field}", f"must be {meaning}, got {value!r}")
    azure = args.get("azure_devops")
    if azure is not None and azure["plan_connection"] == azure["deploy_connection"]:
        yield Problem(
            "azure_devops.deploy_connection",
            f"must be another one than plan_connection, got {azure['deploy_connection']!r}",
        )


def _github(args: GitHubSettings) -> CiSource:
    """Subjects as in GitHub's "OpenID Connect reference"."""
    repository = f"repo:{args['repository']}"
    branch = f"{repository}:ref:refs/heads/{args.get('branch', DEFAULT_BRANCH)}"
    environment = args.get("environment")
    return CiSource(
        issuer="https://token.actions.githubusercontent.com",
        audience="sts.amazonaws.com",
        plan=(f"{repository}:pull_request", branch),
        deploy=f"{repository}:environment:{environment}" if environment else branch,
    )


def _gitlab(args: GitLabSettings) -> CiSource:
    """Subjects as in GitLab's "ID token authentication"; a merge request's names its branch."""
    url = args.get("url", DEFAULT_GITLAB_URL)
    branches = f"project_path:{args['project']}:ref_type:branch:ref:"
    return CiSource(
        issuer=url,
        audience=url,
        plan=(f"{branches}*",),
        deploy=f"{branches}{args.get('branch', DEFAULT_BRANCH)}",
    )


def _bitbucket(args: BitbucketSettings) -> CiSource:
    """Subjects as in Bitbucket's "Integrate Pipelines with resource servers using OIDC".

    The last part is the step, which is another one in each run.
    """
    repository = f"{{{args['repository_uuid']}}}"
    return CiSource(
        issuer=(
            f"https://api.bitbucket.org/2.0/workspaces/{args['workspace']}"
            "/pipelines-config/identity/oidc"
        ),
        audience=f"ari:cloud:bitbucket::workspace/{args['workspace_uuid']}",
        plan=(f"{repository}:*",),
        deploy=f"{repository}:{{{args['environment_uuid']}}}:*",
    )


def _azure_devops(args: AzureDevOpsSettings) -> CiSource:
    """Subjects of service connections, which AWS Toolkit for Azure DevOps 1.15 hands to AWS."""
    project = f"sc://{args['organization']}/{args['project']}"
    return CiSource(
        issuer=f"https://vstoken.dev.azure.com/{args['organization_id']}",
        audience="api://AzureADTokenExchange",
        plan=(f"{project}/{args['plan_connection']}",),
        deploy=f"{project}/{args['deploy_connection']}",
    )
