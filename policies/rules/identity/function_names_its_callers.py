"""A function is started by who was named, and on whose behalf."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:lambda/permission:Permission",
    why="a rule or a bucket in any account can then start the function with events of its own",
    source="AWS Security Hub, control Lambda.1",
)
def function_names_its_callers(props: Props) -> Iterator[str]:
    """No permission lets everybody start a function, nor a service on behalf of any account."""
    principal = props.get("principal", "")
    if principal == "*" and "principalOrgId" not in props:
        yield "name the principal, got '*'"
    elif principal.endswith(".amazonaws.com") and not any(
        key in props for key in ("sourceArn", "sourceAccount", "eventSourceToken")
    ):
        yield f"set source_arn to what {principal} calls for"
