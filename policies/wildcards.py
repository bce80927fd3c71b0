"""What rules on permissions share: which statements allow everything of a service everywhere."""

import re
from collections.abc import Iterator

from policies.document import Statement, statements
from policies.props import Props

_EVERYTHING = re.compile(r"\*|arn(:[^:]*){4}:\*")
"""All resources, or all of one service: `arn:aws:s3:::*`."""

_RESOURCE_CONDITIONS = ("aws:resourcetag/", "aws:resourceaccount", "aws:resourceorgid")


def wildcards(props: Props, key: str) -> Iterator[str]:
    """Yield what to fix in each such statement of the document in the input `key`.

    A condition that narrows the resources (`aws:ResourceTag/…`, `aws:ResourceAccount`,
    `aws:ResourceOrgID` and a service's own `…:ResourceTag/…`) makes a statement acceptable; one
    about the caller or the network does not.
    """
    for statement in statements(props, key):
        yield from _problems(statement)


def _problems(statement: Statement) -> Iterator[str]:
    everywhere = any(_EVERYTHING.fullmatch(r) for r in statement.resources) or bool(
        statement.not_resources
    )
    if statement.allows and everywhere and not _narrowed(statement):
        for action in statement.actions:
            if action == "*" or action.endswith(":*"):
                yield f"name actions or resources in statement {statement.label}, got {action} on *"
        if statement.not_actions:
            yield f"name actions or resources in statement {statement.label}, got NotAction on *"


def _narrowed(statement: Statement) -> bool:
    """Whether a condition that must hold says which resources are meant."""
    return any(
        key.startswith(_RESOURCE_CONDITIONS) or ":resourcetag/" in key
        for operator, tests in statement.conditions.items()
        if not operator.endswith("ifexists") and "not" not in operator and operator != "null"
        for key in tests
    )
