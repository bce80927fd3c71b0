"""What rules on encryption on the way share: whether a policy refuses requests without TLS."""

from policies.document import Statement


def denies_plain(statement: Statement, *actions: str) -> bool:
    """Whether a statement denies one of `actions`, lowercase, or `*`, to all who use no TLS."""
    return (
        not statement.allows
        and bool({*actions, "*"} & set(statement.actions))
        and any("*" in who for who in statement.principals.values())
        # Another condition beside it would leave requests that are let through.
        and dict(statement.conditions) == {"bool": {"aws:securetransport": ("false",)}}
    )
