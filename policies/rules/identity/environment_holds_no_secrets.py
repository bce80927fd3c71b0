"""Functions and models fetch their secrets, and are not told them."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.secrets import holds_secret

_FUNCTION = "aws:lambda/function:Function"


@rule(
    applies_to=(_FUNCTION, "aws:sagemaker/model:Model"),
    why="whoever may describe a function or a model reads its environment, and so do its logs",
    source="AWS Well-Architected Framework, SEC02-BP03 Store and use secrets securely",
    remediation="name the secret's ARN there, and read the secret when the code starts",
)
def environment_holds_no_secrets(props: Props) -> Iterator[str]:
    """No environment variable of a function or of a model's container holds a secret."""
    if props.resource.type == _FUNCTION:
        yield from _secrets(props.get("environment", {}).get("variables", {}))
    else:
        if "primaryContainer" in props:
            yield from _secrets(props["primaryContainer"].get("environment", {}))
        for container in props.get("containers", ()):
            yield from _secrets(container.get("environment", {}))


def _secrets(variables: Props) -> Iterator[str]:
    for name in variables:
        if holds_secret(variables, name):
            yield f"fetch {name} from Secrets Manager"
