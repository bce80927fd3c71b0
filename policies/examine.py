"""Running one rule on one resource, so that nothing it does stays unsaid."""

import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from policies.props import Props, Undecided, Unusable
from policies.rule import PlanRule, PlanView, Rule


class Outcome(NamedTuple):
    """One thing that a rule says about a resource."""

    message: str
    """What to fix, or what is not known yet."""

    undecided: bool = False
    """Whether the rule could not be decided."""

    of_rule: bool = True
    """Whether the rule itself says it, and not that it could not be run."""


def examine(rule: Rule | PlanRule, props: Props, plan: PlanView | None = None) -> Iterator[Outcome]:
    """Yield what `rule` says about a resource.

    A rule that needs a value not known yet is undecided. An input that is missing or no use is a
    violation of the rule that needs it. A rule that fails is a violation that says so, as it would
    otherwise pass unseen.
    """
    try:
        if isinstance(rule, PlanRule):
            assert plan is not None, "a rule over the plan is only run with the plan"
            for message in rule.examine(props, plan):
                yield Outcome(message)
        else:
            for message in rule.examine(props):
                yield Outcome(message)
    except Undecided as missing:
        yield Outcome(f"not decided: {missing}", undecided=True, of_rule=False)
    except Unusable as unusable:
        yield Outcome(unusable.message, of_rule=False)
    except Exception as error:  # noqa: BLE001 whatever a rule does wrong, it is that rule's failure
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        yield Outcome(f"the rule failed with {error!r} at {where}", of_rule=False)


def repaired(
    rule: Rule | PlanRule, inputs: Mapping[str, Any], outcomes: Iterable[Outcome]
) -> Mapping[str, Any]:
    """Return the inputs of a resource as the rule's repair makes them.

    They stay as they are where the rule has none, says nothing, or where its repair fails.
    """
    if isinstance(rule, PlanRule) or not rule.repair or all(o.undecided for o in outcomes):
        return inputs
    try:
        return rule.repair(inputs)
    except Exception:  # noqa: BLE001 the violation stays, and stops the deployment
        return inputs
