"""What dashboards are made of: widgets, and their place on the grid."""

from collections.abc import Sequence
from typing import Any

import pulumi

Widget = dict[str, Any]
"""A widget in CloudWatch's own words, without its place."""

FULL = 24
HALF = 12
THIRD = 8
HOUR = 3600
DAY = 86400


def place(rows: Sequence[Sequence[Widget]]) -> list[Widget]:
    """Lay rows under one another, each on the grid of 24 columns."""
    placed = list[Widget]()
    y = 0
    for row in (r for r in rows if r):
        x = 0
        for widget in row:
            placed.append({**widget, "x": x, "y": y})
            x += widget["width"]
        y += max(w["height"] for w in row)
    return placed


def text(markdown: pulumi.Input[str], height: int = 2, width: int = FULL) -> Widget:
    """Say something, in Markdown."""
    return {
        "type": "text",
        "width": width,
        "height": height,
        "properties": {"markdown": markdown},
    }


def graph(
    title: str,
    metrics: Sequence[Any],
    region: pulumi.Input[str],
    *,
    stat: str = "Sum",
    period: int = 300,
    width: int = HALF,
) -> Widget:
    """Draw metrics over time."""
    return {
        "type": "metric",
        "width": width,
        "height": 6,
        "properties": {
            "title": title,
            "metrics": metrics,
            "region": region,
            "stat": stat,
            "period": period,
            "view": "timeSeries",
        },
    }


def alarms(title: str, arns: Sequence[pulumi.Input[str]], width: int = FULL) -> Widget:
    """Show the states of alarms."""
    return {
        "type": "alarm",
        "width": width,
        "height": 2,
        "properties": {"title": title, "alarms": list(arns)},
    }


def search(
    schema: str, metric: str, name: str, *, label: str, stat: str = "Average", period: int = 300
) -> list[Any]:
    """Find metrics by a name in one namespace with its dimensions, `AWS/Lambda,FunctionName`.

    Without a schema, in all namespaces. A search matches whole words, and words end at every
    hyphen.
    """
    within = f"{{{schema}}} " if schema else ""
    words = name.replace("-", " ")
    found = f"SEARCH('{within}MetricName=\"{metric}\" {words}', '{stat}', {period})"
    return [{"expression": found, "label": label}]
