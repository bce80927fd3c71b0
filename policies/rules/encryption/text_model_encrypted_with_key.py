"""Models that Comprehend trains are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.names import sdk_name
from policies.rule import Props, rule

_KEYS = ("modelKmsKeyId", "volumeKmsKeyId")


@rule(
    applies_to=(
        "aws:comprehend/documentClassifier:DocumentClassifier",
        "aws:comprehend/entityRecognizer:EntityRecognizer",
    ),
    why="such a model remembers the texts that it learnt from, and training copies them to a disk",
    source="Amazon Comprehend Developer Guide, KMS encryption in Amazon Comprehend",
)
def text_model_encrypted_with_key(props: Props) -> Iterator[str]:
    """Models of Comprehend, and the disks of their training, are encrypted with the stack's key."""
    for key in _KEYS:
        yield from without_key(props, key, sdk_name(key))
