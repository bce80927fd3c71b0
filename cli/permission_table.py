"""What a role may do and why, for a person to read."""

from collections.abc import Iterator
from pathlib import Path

import typer

from analysis.permissions.document import MANAGED_CHARACTERS, MOST_POLICIES, size
from cli.deploy_role import DeployRole

_NAMED = 2
"""How many resources are named before the rest is counted."""


def show_role(role: DeployRole, folder: Path | None) -> None:
    """Print the actions by service with what needs them, and how to go on."""
    for line in _actions(role):
        typer.echo(line)
    actions = {right.action for right in role.why}
    sizes = ", ".join(f"{size(document):,}" for document in role.policies)
    count = len(role.policies)
    typer.secho(
        f"{role.name}: {len(actions)} actions in {count} polic{'y' if count == 1 else 'ies'} "
        f"({sizes} of {MANAGED_CHARACTERS:,} characters)",
        bold=True,
    )
    for line in _remarks(role):
        typer.secho(line, fg="yellow")
    typer.echo("\n".join(_commands(role, folder)) if folder else "next: add --output FOLDER")


def _actions(role: DeployRole) -> Iterator[str]:
    why = dict[str, dict[str, None]]()
    for right in role.why:
        why.setdefault(right.action, {})[right.needed_by] = None
    service = ""
    for action, names in sorted(why.items()):
        own, _, bare = action.partition(":")
        if own != service:
            service = own
            yield typer.style(service, bold=True)
        listed = list(names)
        rest = len(listed) - _NAMED
        more = f" and {rest} more" if rest > 0 else ""
        yield f"  {bare:<40} {', '.join(listed[:_NAMED])}{more}"


def _remarks(role: DeployRole) -> Iterator[str]:
    if len(role.policies) > MOST_POLICIES:
        yield (
            f"a role has at most {MOST_POLICIES} policies by default: ask for the quota `Managed "
            "policies attached to an IAM role`"
        )
    if any(operator == "ArnLike" for right in role.why for operator, _, _ in right.condition):
        yield (
            "the boundary is known by its name only: after the first `pulumi up`, give "
            '--boundary-arn "$(pulumi stack output permissions_boundary_arn)"'
        )


def _commands(role: DeployRole, folder: Path) -> Iterator[str]:
    yield f"written to {folder}; next:"
    if role.trust is not None:
        yield (
            f"  aws iam create-role --role-name {role.name} "
            f"--assume-role-policy-document file://{folder}/trust.json"
        )
    for number in range(1, len(role.policies) + 1):
        name = f"{role.name}-{number}"
        yield (
            f"  aws iam create-policy --policy-name {name} "
            f"--policy-document file://{folder}/policy-{number}.json"
        )
        yield (
            f"  aws iam attach-role-policy --role-name {role.name} "
            f"--policy-arn {role.policy_arn(name)}"
        )
