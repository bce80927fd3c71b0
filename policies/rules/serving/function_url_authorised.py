"""A function is not open to the internet."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:lambda/functionUrl:FunctionUrl",
    why="whoever finds the address runs the function with the rights of its role",
    source="AWS Lambda Developer Guide, Control access to Lambda function URLs",
)
def function_url_authorised(props: Props) -> Iterator[str]:
    """URLs of functions ask callers for an IAM signature."""
    given = props["authorizationType"]
    if given != "AWS_IAM":
        yield f"set authorization_type to 'AWS_IAM', got {given!r}"
