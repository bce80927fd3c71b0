"""How much of what a rule reads it minds: the share of properties whose weakening it reports.

A rule that reads a property and says the same whatever is in it holds less than it seems to. So
each property that a rule reads of resources that keep it is dropped and given worse values, one
at a time, and each type of resources that it looks for is taken out of the plan. A property that
only tells which resources belong together can go unnoticed; a rule that notices nothing is wrong.
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from plan.computed import is_computed
from plan.plan import UNKNOWN, Plan, Resource
from policies.changed_plan import Values, rewired, short, shown, value_at, values_of, with_value
from policies.examine import examine
from policies.mutants import Known, known_to, worse
from policies.plan_view import PlanView
from policies.props import Props
from policies.rule import PlanRule, Rule
from policies.watching import Path, Reading, WatchedView, watched

_RESOURCES = 3
"""How many resources of a plan are tried for one rule, and how many others for one property."""

_TRIES = 4
"""In how many resources of a plan a property is weakened in vain."""


@dataclass
class Score:
    """What weakening the properties that a rule reads has shown."""

    rule: str
    """Name of the rule."""

    noticed: set[str] = field(default_factory=set[str])
    """Properties, by type and path, whose weakening the rule reports."""

    read: set[str] = field(default_factory=set[str])
    """All properties that were weakened."""

    @property
    def share(self) -> float:
        """Share of the properties that the rule minds; 0 if it was tried on nothing."""
        return len(self.noticed) / (len(self.read) or 1)


class Sample:
    """A plan to try rules on."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.reading = Reading()
        self.watched = watched(plan, self.reading)
        self.view = WatchedView(self.watched, self.reading)
        self.by_urn = plan.by_urn()


def score_of(
    rule: Rule | PlanRule, samples: Iterable[Sample], broken: Iterable[Resource] = ()
) -> Score:
    """Weaken what the rule reads in samples, where they keep it.

    Args:
        rule: The rule.
        samples: Plans that keep it, with resources that it is about.
        broken: Resources that break it, whose values are tried in the place of better ones.
    """
    score = Score(rule.name)
    known = known_to(rule)
    broken = tuple(broken)
    breaking = values_of(broken)
    for sample in samples:
        tried = Counter[str]()
        about = [r for r in sample.watched if rule.concerns(r.type, custom=r.custom)]
        for resource in about[:_RESOURCES]:
            sample.reading.start()
            if not list(examine(rule, Props(resource), sample.view)):
                _try(rule, resource.urn, sample, known, breaking, score, tried)
    if not score.read:
        # It forbids a type altogether: then a resource that is there is what it must notice.
        for resource in broken:
            score.read.add(short(resource.type))
            if _notices(rule, resource.urn, Plan("", "", broken)):
                score.noticed.add(short(resource.type))
    return score


def _try(
    rule: Rule | PlanRule,
    urn: str,
    sample: Sample,
    known: Known,
    breaking: Values,
    score: Score,
    tried: Counter[str],
) -> None:
    plan = _concerned(sample, urn)
    for name, resource, path in _read(sample, urn):
        if name in score.noticed or tried[name] >= _TRIES:
            continue
        score.read.add(name)
        tried[name] += 1
        plans = (
            with_value(plan, resource, path, value)
            for value in _worse(resource, path, known, breaking.get(name, []))
        )
        if any(_notices(rule, urn, p) for p in chain(rewired(plan, resource, path, urn), plans)):
            score.noticed.add(name)
    for token in sample.reading.types:
        rest = tuple(r for r in plan if r.type != token or r.urn == urn)
        if len(rest) < len(plan.resources):
            score.read.add(short(token))
            if _notices(rule, urn, dataclasses.replace(plan, resources=rest)):
                score.noticed.add(short(token))


def _read(sample: Sample, urn: str) -> Iterator[tuple[str, Resource, Path]]:
    """Yield the properties that were read: all of the resource, a few of others that are alike."""
    seen = defaultdict[str, int](int)
    for owner, path in sorted(
        sample.reading.properties, key=lambda at: at[0] != urn and not _refers(sample, at[0], urn)
    ):
        resource = sample.by_urn[owner]
        name = f"{short(resource.type)}.{shown(path)}"
        seen[name] += 1
        if owner == urn or seen[name] <= _RESOURCES:
            yield name, resource, path


def _refers(sample: Sample, owner: str, urn: str) -> bool:
    return any(urn in urns for urns in sample.by_urn[owner].property_dependencies.values())


def _concerned(sample: Sample, urn: str) -> Plan:
    """Return what the rule has looked at of the plan."""
    owners = {urn, *(owner for owner, _ in sample.reading.properties)}
    types = sample.reading.types
    kept = tuple(r for r in sample.plan if r.urn in owners or r.type in types)
    return dataclasses.replace(sample.plan, resources=kept)


def _notices(rule: Rule | PlanRule, urn: str, plan: Plan) -> bool:
    """Whether the rule reports something on a resource; that it cannot be run is no report."""
    resource = next(r for r in plan if r.urn == urn)
    view = PlanView(plan) if isinstance(rule, PlanRule) else None
    return any(outcome.of_rule for outcome in examine(rule, Props(resource), view))


def _worse(resource: Resource, path: Path, known: Known, breaking: list[Any]) -> Iterator[Any]:
    """Yield what to put in the place of a property; None to drop it."""
    value = value_at(resource.inputs, path)
    if value is not None or path[0] in resource.property_dependencies:
        yield None
    yield from breaking
    decided = value is not UNKNOWN and not is_computed(value)
    yield from worse(value if decided else "", known)
