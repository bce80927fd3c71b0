"""What rules on encryption share: whether an input names a key that the customer manages."""

from collections.abc import Iterator

from policies.props import Props

KMS_KEY = "aws:kms/key:Key"


def without_key(props: Props, key: str, python_name: str) -> Iterator[str]:
    """Yield what to fix if the input `key` names no key, or one that AWS manages.

    A key that is not known yet is a key: only the customer's own are created in a stack.
    """
    value = props.raw(key)
    if not value:
        yield f"set {python_name} to the stack's key"
    elif isinstance(value, str) and "alias/aws/" in value:
        yield f"set {python_name} to the stack's key, got {value!r}, which AWS manages"
