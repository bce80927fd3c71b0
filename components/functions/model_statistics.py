"""What is measured of a model's requests and answers; plain Python, for any image that has it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

LOWER_IS_BETTER = ("mae", "rmse")
_BINS = 10
_MOST_CATEGORIES = 50
_SMALLEST_SHARE = 1e-4
_NUMERIC_SHARE = 0.95


def by_name(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Values under the names of the baseline."""
    if len(values) != len(names):
        # Shifted columns say nothing of any feature, so that all of them count as missing.
        return dict.fromkeys(names)
    return {name: values[i] for i, name in enumerate(names)}


def number(value: Any) -> float | None:
    """The value as a finite number, or none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def is_numeric(values: Sequence[Any]) -> bool:
    """Say whether a column of the baseline holds numbers."""
    present = [v for v in values if v not in (None, "")]
    return bool(present) and sum(number(v) is not None for v in present) >= _NUMERIC_SHARE * len(
        present
    )


def missing(baseline: Sequence[Any], values: Sequence[Any]) -> float:
    """Share of values that are absent, or are no numbers where the baseline has numbers."""
    numeric = is_numeric(baseline)
    absent = sum(v in (None, "") or (numeric and number(v) is None) for v in values)
    return absent / len(values) if values else 0.0


def drift(baseline: Sequence[Any], values: Sequence[Any]) -> float | None:
    """Population stability index: 0 is alike, and above 0.2 is usually held to matter."""
    groups = Groups(baseline)
    before, now = groups.shares(baseline), groups.shares(values)
    if before is None or now is None:
        return None
    return sum((n - b) * math.log(n / b) for b, n in ((before[g], now[g]) for g in before))


class Groups:
    """How the values of a column are grouped: tenths of the baseline's numbers, or its words."""

    def __init__(self, baseline: Sequence[Any]) -> None:
        self.numeric = is_numeric(baseline)
        self.edges: list[float] = []
        self.known: list[str] = []
        if self.numeric:
            ordered = sorted(n for n in map(number, baseline) if n is not None)
            places = (len(ordered) * i // _BINS for i in range(1, _BINS))
            self.edges = sorted({ordered[place] for place in places})
        else:
            counted = Counter(str(v) for v in baseline if v not in (None, ""))
            self.known = [value for value, _ in counted.most_common(_MOST_CATEGORIES)]

    def of(self, value: Any) -> Any:
        """Group of a value, or none if it is missing."""
        if not self.numeric:
            if value in (None, ""):
                return None
            return str(value) if str(value) in self.known else "(other)"
        found = number(value)
        return None if found is None else bisect_left(self.edges, found)

    def shares(self, values: Sequence[Any]) -> dict[Any, float] | None:
        """Share of each group among the values that are there; none if there are none."""
        counted = Counter(g for g in map(self.of, values) if g is not None)
        total = sum(counted.values())
        if not total:
            return None
        names: list[Any] = [*self.known, "(other)"]
        if self.numeric:
            names = list(range(len(self.edges) + 1))
        return {name: max(counted[name] / total, _SMALLEST_SHARE) for name in names}


def quality(
    problem: str, outcomes: Sequence[tuple[Any, Any]], cutoff: float
) -> dict[str, float | None]:
    """How predictions compare with what proved true; empty when nothing is known."""
    pairs = [(number(p), number(t)) for p, t in outcomes]
    known = [(p, t) for p, t in pairs if p is not None and t is not None]
    if not known:
        return {}
    return _regression(known) if problem == "regression" else _classification(known, cutoff)


def _classification(known: Sequence[tuple[float, float]], cutoff: float) -> dict[str, float | None]:
    hits = sum(p >= cutoff and t > 0 for p, t in known)
    false_alarms = sum(p >= cutoff and t <= 0 for p, t in known)
    misses = sum(p < cutoff and t > 0 for p, t in known)
    right = len(known) - false_alarms - misses
    return {
        "accuracy": right / len(known),
        "precision": _share(hits, hits + false_alarms),
        "recall": _share(hits, hits + misses),
        "f1": _share(2 * hits, 2 * hits + false_alarms + misses),
        "auc": _area(known),
    }


def _area(known: Sequence[tuple[float, float]]) -> float | None:
    """Area under the ROC curve, by ranks; equal scores share their mean rank."""
    ordered = sorted(known)
    positives = sum(t > 0 for _, t in ordered)
    negatives = len(ordered) - positives
    if not positives or not negatives:
        return None
    ranks, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        mean = (start + 1 + end) / 2
        ranks += mean * sum(t > 0 for _, t in ordered[start:end])
        start = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def _regression(known: Sequence[tuple[float, float]]) -> dict[str, float | None]:
    errors = [p - t for p, t in known]
    mean = sum(t for _, t in known) / len(known)
    spread = sum((t - mean) ** 2 for _, t in known)
    squares = sum(e * e for e in errors)
    return {
        "mae": sum(map(abs, errors)) / len(errors),
        "rmse": math.sqrt(squares / len(errors)),
        "r2": 1 - squares / spread if spread else None,
    }


def parity_gap(
    facet: Sequence[Any], predictions: Sequence[Any], group: Sequence[str], cutoff: float
) -> float | None:
    """Share of positive predictions among all others, less that among the `group`."""
    inside, outside = [0, 0], [0, 0]
    for i, value in enumerate(facet):
        found = number(predictions[i])
        if found is not None and value not in (None, ""):
            side = inside if str(value) in group else outside
            side[0] += found >= cutoff
            side[1] += 1
    if not inside[1] or not outside[1]:
        return None
    return outside[0] / outside[1] - inside[0] / inside[1]


def influence(values: Sequence[Any], predictions: Sequence[Any]) -> float:
    """Share of the variance of predictions that a feature explains on its own, 0 to 1."""
    groups = Groups(values)
    pairs = [(groups.of(v), number(predictions[i])) for i, v in enumerate(values)]
    known = [(g, p) for g, p in pairs if g is not None and p is not None]
    if not known:
        return 0.0
    mean = sum(p for _, p in known) / len(known)
    total = sum((p - mean) ** 2 for _, p in known)
    sums: dict[Any, list[float]] = {}
    for group, prediction in known:
        entry = sums.setdefault(group, [0.0, 0.0])
        entry[0] += prediction
        entry[1] += 1
    between = sum(count * (s / count - mean) ** 2 for s, count in sums.values())
    return between / total if total else 0.0


def ranking_similarity(before: dict[str, float], now: dict[str, float]) -> float:
    """NDCG of the features ranked by their influence now, with that of before as the gain."""
    best = sorted(before.values(), reverse=True)
    ranked = [before[name] for name in sorted(now, key=lambda name: (-now[name], name))]
    ideal = _discounted(best)
    return _discounted(ranked) / ideal if ideal else 1.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
