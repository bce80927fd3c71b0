"""A secret among the parameters is one that takes a key to read."""

from collections.abc import Iterator

from policies.rule import Props, rule
from policies.secrets import is_secret_name


@rule(
    applies_to="aws:ssm/parameter:Parameter",
    why="a plain parameter is read by everybody who may list the settings of a stack",
    source="AWS Systems Manager User Guide, AWS Systems Manager Parameter Store: SecureString",
)
def parameter_holds_no_plain_secret(props: Props) -> Iterator[str]:
    """Parameters that carry the name of a secret are of type SecureString."""
    last = str(props.get("name", "")).rpartition("/")[2].replace("-", "_").replace(".", "_")
    if is_secret_name(last) and props["type"] != "SecureString":
        yield f"set type to 'SecureString', got {props['type']!r}"
