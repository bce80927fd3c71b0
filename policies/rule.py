"""What a rule is: a required condition, the risk it keeps out, and a generator of what to mend."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policies.plan_view import PlanView
from policies.props import Props
from policies.repair import Repair

__all__ = ["STACK", "PlanRule", "PlanView", "Props", "Rule", "plan_rule", "rule"]

STACK = "pulumi:pulumi:Stack"
"""Type of the stack itself: what a rule on something that the stack must have applies to."""


@dataclass(frozen=True)
class _Described:
    name: str
    """The required condition in kebab-case; the name of its function and file."""

    requirement: str
    """The required condition as a sentence."""

    why: str
    """The risk that it keeps out."""

    source: str
    """Where AWS, or whoever asks for it, says so."""

    remediation: str
    """What to change, where the message alone does not say it."""

    applies_to: tuple[str, ...]
    """Type tokens; empty for every resource that a provider manages."""

    def concerns(self, type_token: str, *, custom: bool = True) -> bool:
        """Whether the rule is about resources of this type."""
        if self.applies_to:
            return type_token in self.applies_to
        return custom and not type_token.startswith("pulumi:")


@dataclass(frozen=True)
class Rule(_Described):
    """A condition that one resource meets by itself."""

    examine: Callable[[Props], Iterator[str]]
    """Yields what to fix on a resource."""

    repair: Repair | None = None
    """Sets the inputs right, where that is safe."""


@dataclass(frozen=True)
class PlanRule(_Described):
    """A condition that a resource meets, or not, together with others of the plan."""

    examine: Callable[[Props, PlanView], Iterator[str]]
    """Yields what to fix on a resource."""


def rule(
    *,
    applies_to: str | tuple[str, ...] = (),
    why: str,
    source: str,
    remediation: str = "",
    repair: Repair | None = None,
) -> Callable[[Callable[[Props], Iterator[str]]], Rule]:
    """Make a rule of a generator over one resource; its docstring is the requirement."""

    def make(examine: Callable[[Props], Iterator[str]]) -> Rule:
        name, requirement = _described(examine)
        applies = _tuple(applies_to)
        return Rule(name, requirement, why, source, remediation, applies, examine, repair)

    return make


def plan_rule(
    *, applies_to: str | tuple[str, ...], why: str, source: str, remediation: str = ""
) -> Callable[[Callable[[Props, PlanView], Iterator[str]]], PlanRule]:
    """Make a rule of a generator over one resource and the plan around it."""

    def make(examine: Callable[[Props, PlanView], Iterator[str]]) -> PlanRule:
        name, requirement = _described(examine)
        return PlanRule(name, requirement, why, source, remediation, _tuple(applies_to), examine)

    return make


def _described(examine: Callable[..., object]) -> tuple[str, str]:
    name = examine.__name__.replace("_", "-")
    requirement = " ".join((inspect.getdoc(examine) or "").split("\n\n")[0].split())
    if not requirement:
        raise ValueError(f"{name}: must have a docstring that states the requirement, got none")
    return name, requirement


def _tuple(applies_to: str | tuple[str, ...]) -> tuple[str, ...]:
    return (applies_to,) if isinstance(applies_to, str) else applies_to
