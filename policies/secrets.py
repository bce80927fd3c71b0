"""What rules on environment variables share: whether one holds a secret, by its name."""

import re

from policies.props import Props

_SECRET = re.compile(
    r"(?:.*_)?(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|(?:SECRET_)?ACCESS_KEY"
    r"|ACCESS_KEY_ID|API_KEY|APIKEY|PRIVATE_KEY|CREDENTIALS?|TOKEN)",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(r"(?:.*_)?(?:BOS|CLS|EOS|MASK|PAD|SEP|SPECIAL|STOP|UNK)_TOKEN", re.IGNORECASE)
"""Tokens that language models read and write."""


def is_secret_name(name: str) -> bool:
    """Whether what carries this name is a secret."""
    return bool(_SECRET.fullmatch(name)) and not _OF_TEXT.fullmatch(name)


def holds_secret(variables: Props, name: str, key: str | None = None) -> bool:
    """Whether the variable `name` has a value that is a secret; it lies at `key`.

    A name that ends in what it is, like `DB_PASSWORD`, is a secret; its ARN is none.

    Raises:
        Undecided: if the name is one of a secret, and the value is not known.
    """
    if not is_secret_name(name):
        return False
    value = str(variables.get(key or name, ""))
    return bool(value) and not value.startswith("arn:")
