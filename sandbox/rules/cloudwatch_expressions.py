"""Rules of what CloudWatch writes as text: expressions of metrics, and of composite alarms."""

import json
import re
from collections.abc import Iterator

from sandbox.rules import Params, rule

_NAME = re.compile(r"(?<![\w.])[a-z]\w*\b(?!\s*\()")
_TOKEN = re.compile(
    r"\s*(?:(?P<mark>[()])|(?P<word>AND|OR|NOT|TRUE|FALSE)\b"
    r"|(?P<state>(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:\"[^\"]+\"|'[^']+'|[^()\s\"']+)\s*\)"
    r"|AT_LEAST\s*\((?:[^()]|\([^()]*\))*\)))",
    re.IGNORECASE,
)


@rule("cloudwatch", "PutMetricAlarm", at="Metrics", code="ValidationError")
def names_in_expressions(params: Params) -> str | None:
    """CloudWatch User Guide, "Using metric math": an expression names queries of the list."""
    queries = params.get("Metrics") or []
    names = {query["Id"] for query in queries}
    for query in queries:
        text = re.sub(r"'[^']*'|\"[^\"]*\"", "", query.get("Expression") or "")
        if re.match(r"\s*SELECT\b", text, re.IGNORECASE):
            continue
        missing = [name for name in _NAME.findall(text) if name not in names]
        if missing:
            return f"Unresolved IDs in expression of {query['Id']}: {', '.join(missing)}"
    return None


@rule("cloudwatch", "PutMetricAlarm", at="ThresholdMetricId", code="ValidationError")
def band_is_in_the_list(params: Params) -> str | None:
    """PutMetricAlarm, `ThresholdMetricId`: the ID of one of the `Metrics`."""
    name = params.get("ThresholdMetricId")
    if name is None or any(query["Id"] == name for query in params.get("Metrics") or []):
        return None
    return f"ThresholdMetricId {name} is not the Id of one of the Metrics."


@rule("cloudwatch", "PutCompositeAlarm", at="AlarmRule", code="ValidationError")
def rule_of_a_composite_alarm(params: Params) -> str | None:
    """PutCompositeAlarm, `AlarmRule`: states of alarms, joined by AND, OR and NOT."""
    try:
        tokens = list(_tokens(params["AlarmRule"]))
        rest = _either(tokens)
    except (IndexError, ValueError):
        rest = ["?"]
    return "AlarmRule must be a valid expression of alarm states." if rest else None


def _tokens(text: str) -> Iterator[str]:
    text = text.strip()
    while text:
        found = _TOKEN.match(text)
        if found is None:
            raise ValueError(text)
        yield "STATE" if found["state"] else found[0].strip().upper()
        text = text[found.end() :].strip()


def _either(tokens: list[str]) -> list[str]:
    """What is left after an expression; an error where there is none."""
    rest = _one(tokens)
    while rest and rest[0] in ("AND", "OR"):
        rest = _one(rest[1:])
    return rest


def _one(tokens: list[str]) -> list[str]:
    first, *rest = tokens
    if first == "NOT":
        return _one(rest)
    if first == "(":
        rest = _either(rest)
        if rest[0] != ")":
            raise ValueError(rest)
        return rest[1:]
    if first not in ("STATE", "TRUE", "FALSE"):
        raise ValueError(first)
    return rest


@rule("cloudwatch", "PutDashboard", at="DashboardBody", code="InvalidParameterInput")
def metrics_of_widgets(params: Params) -> str | None:
    """CloudWatch API Reference, "Dashboard Body Structure and Syntax": metrics are lists."""
    body = json.loads(params["DashboardBody"])
    if not isinstance(body.get("widgets"), list):
        return "The dashboard body is invalid: it must have a list of widgets."
    for index, widget in enumerate(body["widgets"]):
        for metric in (widget.get("properties") or {}).get("metrics") or []:
            if not isinstance(metric, list):
                return (
                    "The dashboard body is invalid, there are 1 validation errors:"
                    f' [{{"dataPath": "/widgets/{index}/properties/metrics",'
                    ' "message": "Should be array"}]'
                )
    return None
