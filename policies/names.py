"""What rules share in their messages: names of inputs as the author of a program writes them."""

import re


def sdk_name(key: str) -> str:
    """Return the Python SDK's name of an input: `kms_key_id` for `kmsKeyId`."""
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key)
