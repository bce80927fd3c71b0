"""What a person says of CI, of the boundary and of the state, checked."""

import re

from cli.errors import UsageProblem
from components.parts.identity.sources import CiSourceSettings, source_problems

_OPTIONS = {
    "github.repository": "--github",
    "gitlab.project": "--gitlab",
    "github.branch": "--branch",
    "gitlab.branch": "--branch",
    "github.environment": "--environment",
}
_FORMS = {
    "boundary_arn": (r"arn:aws[a-z-]*:iam::\d{12}:policy/.+", "the ARN of a managed policy"),
    "state_bucket": (r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "the name of a bucket"),
    "state_key_arn": (
        r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+",
        "the ARN of a KMS key and no alias",
    ),
}


def source_of(github: str, gitlab: str, branch: str, environment: str) -> CiSourceSettings | None:
    """Where CI runs, as the component `DeployIdentity` takes it; None if nothing is said.

    Raises:
        UsageProblem: for options that do not go together, or have another form.
    """
    if github and gitlab:
        raise UsageProblem(f"--gitlab: must stand without --github, got {gitlab!r}")
    for option, value, with_ in (
        ("--branch", branch, github or gitlab),
        ("--environment", environment, github),
    ):
        if value and not with_:
            needed = "--github or --gitlab" if option == "--branch" else "--github"
            raise UsageProblem(f"{option}: must stand with {needed}, got {value!r}")
    source = CiSourceSettings()
    if github:
        source["github"] = {"repository": github}
        if branch:
            source["github"]["branch"] = branch
        if environment:
            source["github"]["environment"] = environment
    elif gitlab:
        source["gitlab"] = {"project": gitlab}
        if branch:
            source["gitlab"]["branch"] = branch
    else:
        return None
    problems = [f"{_OPTIONS[p.field]}: {p.reason}" for p in source_problems(source)]
    if problems:
        raise UsageProblem("\n".join(problems))
    return source


def check_forms(**given: str) -> None:
    """Refuse what cannot be a boundary, a bucket or a key; empty means that it is not given.

    Raises:
        UsageProblem: names all that is wrong.
    """
    problems = [
        f"--{name.replace('_', '-')}: must be {_FORMS[name][1]}, got {value!r}"
        for name, value in given.items()
        if value and not re.fullmatch(_FORMS[name][0], value)
    ]
    if problems:
        raise UsageProblem("\n".join(problems))
