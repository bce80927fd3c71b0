"""How differences are written down: for a person, for programs, for a comment on a change."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import typer

from cli.differences.stacks import Difference, Fate, StackDifference
from cli.differences.steps import Action, Step
from cli.differences.values import becomes, plain_value
from cli.reports.escape import code, plain

_SIGNS = {
    Action.CREATE: ("+", "green"),
    Action.UPDATE: ("~", "yellow"),
    Action.REPLACE: ("±", "magenta"),
    Action.DELETE: ("-", "red"),
}
_BOTH = "Both sides are composed with the code of this checkout: what a change of the code does, "
_MOST = 100
"""Resources of one stack in Markdown; GitHub refuses comments of more than 65,536 characters."""


def text(difference: Difference) -> str:
    """Return every step of every stack, with colours."""
    return "".join(f"{line}\n" for line in _lines(difference))


def as_json(difference: Difference) -> str:
    """Return every step with all that is known of it."""
    document = {
        "ok": not difference.unusable,
        "against": {"ref": difference.base.ref, "commit": difference.base.commit},
        "stacks": [
            {
                "stack": stack.stack,
                "fate": stack.fate.value,
                "problems": list(stack.problems),
                "steps": [_step(step) for step in stack.steps],
            }
            for stack in difference.stacks
        ],
    }
    return f"{json.dumps(document, indent=2)}\n"


def markdown(difference: Difference) -> str:
    """Return counts by stack, what is lost, and the steps of each stack folded up."""
    return "".join(f"{line}\n" for line in _markdown_lines(difference))


FORMATS: Mapping[str, Callable[[Difference], str]] = MappingProxyType(
    {"text": text, "json": as_json, "markdown": markdown}
)
"""What turns differences into text, by the name of the format."""


def _lines(difference: Difference) -> Iterator[str]:
    yield f"against {difference.base}; {_BOTH[0].lower()}{_BOTH[1:]}`pulumi preview` shows"
    for stack in difference.stacks:
        yield typer.style(f"{stack.stack}: {_verdict(stack)}", bold=True)
        for problem in stack.problems:
            yield f"  {problem}"
        for step in stack.steps:
            sign, color = _SIGNS[step.action]
            head = typer.style(f"{sign} {step.action.value:7}", fg=color)
            yield f"  {head} {step.resource.name} ({step.resource.type}){_warning(step)}"
            for one in step.properties:
                said = becomes(one)
                replaces = " (replaces it)" if one.replaces else ""
                yield f"      {one.path}{f': {said}' if said else ''}{replaces}"


def _markdown_lines(difference: Difference) -> Iterator[str]:
    yield f"### stepwell diff against {plain(str(difference.base))}"
    yield ""
    yield "| stack | create | update | replace | delete | |"
    yield "|---|--:|--:|--:|--:|---|"
    for stack in difference.stacks:
        counts = " | ".join(str(number) for number in _counts(stack).values())
        yield f"| {plain(stack.stack)} | {counts} | {_note(stack)} |"
    for stack in difference.stacks:
        lost = [step for step in stack.steps if step.loses]
        if lost:
            yield f"\n**{plain(stack.stack)} loses**\n"
            for step in lost[:_MOST]:
                yield f"- {step.loses} of {code(step.resource.name)}{plain(_protection(step))}"
    for stack in difference.stacks:
        if stack.problems:
            yield f"\n**{plain(stack.stack)} cannot be compared**\n"
            yield from (f"- {plain(problem)}" for problem in stack.problems)
        elif stack.steps:
            yield from _folded(stack)
    yield f"\n{_BOTH}`pulumi preview` shows."


def _folded(stack: StackDifference) -> Iterator[str]:
    yield f"\n<details><summary>{plain(stack.stack)}: {_verdict(stack)}</summary>\n"
    for step in stack.steps[:_MOST]:
        paths = ", ".join(code(one.path) for one in step.properties[:8])
        more = f" and {len(step.properties) - 8} more" if len(step.properties) > 8 else ""
        changed = f": {paths}{more}" if paths else ""
        resource = f"{code(step.resource.name)} {code(step.resource.type)}"
        yield f"- {step.action.value} {resource}{changed}"
    if len(stack.steps) > _MOST:
        yield f"- and {len(stack.steps) - _MOST} more"
    yield "\n</details>"


def _counts(stack: StackDifference) -> dict[Action, int]:
    found = Counter(step.action for step in stack.steps)
    return {action: found[action] for action in Action}


def _verdict(stack: StackDifference) -> str:
    counts = [f"{number} to {action.value}" for action, number in _counts(stack).items() if number]
    return ", ".join([*([_note(stack)] if _note(stack) else []), *counts])


def _note(stack: StackDifference) -> str:
    return {
        Fate.SAME: "no change",
        Fate.CHANGED: "",
        Fate.NEW: "new stack",
        Fate.GONE: "no spec asks for it any more, and only `pulumi destroy` deletes it",
        Fate.UNKNOWN: "cannot be compared",
    }[stack.fate]


def _warning(step: Step) -> str:
    return f" loses {step.loses}{_protection(step)}" if step.loses else _protection(step)


def _protection(step: Step) -> str:
    refused = step.protect and step.action in (Action.REPLACE, Action.DELETE)
    return ", but is protected: `pulumi up` refuses" if refused else ""


def _step(step: Step) -> dict[str, Any]:
    return {
        "action": step.action.value,
        "resource": step.resource.name,
        "type": step.resource.type,
        "urn": step.resource.urn,
        "loses": step.loses or None,
        "protected": step.protect,
        "properties": [
            {
                "path": one.path,
                "replaces": one.replaces,
                "before": plain_value(one.before),
                "after": plain_value(one.after),
                "follows": one.follows or None,
            }
            for one in step.properties
        ],
    }
