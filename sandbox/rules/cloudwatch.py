"""Rule of the expressions of CloudWatch's composite alarms."""

import re

from sandbox.rules import Params, rule

_STATE = (
    r"\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:\"[^\"]+\"|'[^']+'|[^()\s\"']+)\s*\)"
    r"|\bAT_LEAST\s*\((?:[^()]|\([^()]*\))*\)|\bFALSE\b"
)
_JOINED = r"\(\s*TRUE\s*\)|\bNOT\s+TRUE\b|\bTRUE\s+(?:AND|OR)\s+TRUE\b"


@rule("cloudwatch", "PutCompositeAlarm", at="AlarmRule", code="ValidationError")
def rule_of_a_composite_alarm(params: Params) -> str | None:
    """PutCompositeAlarm, `AlarmRule`: states of alarms, joined by AND, OR and NOT."""
    before, text = "", re.sub(_STATE, " TRUE ", params["AlarmRule"], flags=re.IGNORECASE)
    while text != before:
        before, text = text, re.sub(_JOINED, " TRUE ", text, flags=re.IGNORECASE)
    fits = text.strip().upper() == "TRUE"
    return None if fits else "AlarmRule must be a valid expression of alarm states."
