"""A build fetches its secrets, and its definition holds none."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.secrets import holds_secret


@rule(
    applies_to="aws:codebuild/project:Project",
    why="whoever may look at a project reads its variables, and so does every log that prints them",
    source="AWS Security Hub, control CodeBuild.2",
    remediation="set type to SECRETS_MANAGER or PARAMETER_STORE, and value to the secret's name",
)
def build_variables_hold_no_secrets(props: Props) -> Iterator[str]:
    """Environment variables of builds hold no secret in clear text."""
    for variable in props.object("environment").objects("environmentVariables"):
        name = str(variable["name"])
        if variable.get("type", "PLAINTEXT") == "PLAINTEXT" and holds_secret(
            variable, name, "value"
        ):
            yield f"fetch {name} from Secrets Manager"
