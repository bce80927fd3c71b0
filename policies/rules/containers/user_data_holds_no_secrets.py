"""What a machine runs when it starts tells no secret."""

import base64
import binascii
import re
from collections.abc import Iterator

from policies.rule import Props, rule

_KEY = re.compile(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----")
_NAMED = re.compile(
    r"\b(\w*(?:PASSWORD|SECRET|SECRET_ACCESS_KEY|API_KEY|TOKEN))\s*[=:]\s*['\"]?[^\s'\"$<{(]{8,}",
    re.IGNORECASE,
)


@rule(
    applies_to=("aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"),
    why="every process on a machine can ask for it, and so can everybody who may describe it",
    source="Amazon EC2 User Guide, Run commands when you launch an EC2 instance with user data "
    "input",
    remediation="let the machine's role read the secret from Secrets Manager",
)
def user_data_holds_no_secrets(props: Props) -> Iterator[str]:
    """User data of instances and launch templates holds no key and no password."""
    for key in ("userData", "userDataBase64"):
        text = _plain(str(props.get(key, "")))
        if _KEY.search(text):
            yield f"take the key out of {key}"
        for found in _NAMED.finditer(text):
            yield f"take {found[1]} out of {key}"


def _plain(text: str) -> str:
    """Return user data as the machine sees it; a launch template's is in Base64."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return text
