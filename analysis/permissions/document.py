"""Policy documents: rights as few statements, and statements as documents that IAM takes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final

from analysis.permissions.boundary import Condition
from analysis.permissions.rights import Right

Statement = dict[str, Any]
Document = dict[str, Any]

MANAGED_CHARACTERS: Final = 6144
"""Of a managed policy, without white space (IAM User Guide, "IAM and AWS STS quotas")."""

MOST_POLICIES: Final = 10
"""Managed policies that a role can have, by default."""

PASS: Final = "iam:PassedToService"


def statements(found: Iterable[Right]) -> list[Statement]:
    """Rights as statements: what has the same resources and condition is one.

    A right that a wider one includes is left out: `*` includes every ARN, and no condition any.
    """
    by_action = dict[tuple[str, Condition], set[str]]()
    for right in _joined(_necessary(found)):
        by_action.setdefault((right.action, right.condition), set()).add(right.on)
    grouped = dict[tuple[str, tuple[str, ...], Condition], list[str]]()
    for (action, condition), arns in sorted(by_action.items()):
        key = (action.split(":")[0], tuple(sorted(arns)), condition)
        grouped.setdefault(key, []).append(action)
    return [
        _statement(index, actions, _covering(arns), condition)
        for index, ((_, arns, condition), actions) in enumerate(sorted(grouped.items()), 1)
    ]


def documents(all_statements: Sequence[Statement]) -> list[Document]:
    """Statements in as few policies as their sizes allow, in their order."""
    found = [list[Statement]()]
    for statement in (part for s in all_statements for part in _small(s)):
        if size(_document([*found[-1], statement])) > MANAGED_CHARACTERS:
            found.append([])
        found[-1].append(statement)
    return [_document(content) for content in found]


def size(document: Document) -> int:
    """Characters that IAM counts: all but white space."""
    return len("".join(json.dumps(document, separators=(",", ":")).split()))


def _document(content: Sequence[Statement]) -> Document:
    return {"Version": "2012-10-17", "Statement": list(content)}


def _small(statement: Statement) -> Iterator[Statement]:
    """Halve a statement that alone is too large for a policy, by its resources."""
    arns = statement["Resource"]
    if size(_document([statement])) <= MANAGED_CHARACTERS or isinstance(arns, str):
        yield statement
        return
    middle = len(arns) // 2
    for half, part in (("a", arns[:middle]), ("b", arns[middle:])):
        yield from _small({**statement, "Sid": statement["Sid"] + half, "Resource": part})


def _necessary(found: Iterable[Right]) -> Iterator[Right]:
    rights = list(found)
    free = {(r.action, r.on) for r in rights if not r.condition}
    for right in rights:
        wider = {(right.action, "*")} | ({(right.action, right.on)} if right.condition else set())
        if right.on == "*" and not right.condition:
            wider = set()
        if not wider & free:
            yield right


def _covering(arns: Sequence[str]) -> list[str]:
    """ARNs without those that another one's wildcards include."""
    return [a for a in arns if not any(a != b and fnmatchcase(a, b) for b in arns)]


def _joined(found: Iterable[Right]) -> Iterator[Right]:
    """Rights to pass the same role to several services as one right with all of them."""
    services = dict[str, set[str]]()
    for right in found:
        if right.action != "iam:PassRole":
            yield right
            continue
        for _, _, values in right.condition:
            services.setdefault(right.on, set()).update(values)
    for arn, names in services.items():
        yield Right("iam:PassRole", arn, (("StringEquals", PASS, tuple(sorted(names))),), "")


def _statement(
    index: int, actions: Sequence[str], arns: Sequence[str], condition: Condition
) -> Statement:
    service = actions[0].split(":")[0]
    sid = "".join(part.capitalize() for part in service.split("-"))
    statement: Statement = {
        "Sid": f"{sid}{index}",
        "Effect": "Allow",
        "Action": list(actions) if len(actions) > 1 else actions[0],
        "Resource": list(arns) if len(arns) > 1 else arns[0],
    }
    tests = dict[str, dict[str, Any]]()
    for operator, key, values in condition:
        one, *more = values
        tests.setdefault(operator, {})[key] = [one, *more] if more else one
    return {**statement, "Condition": tests} if tests else statement
