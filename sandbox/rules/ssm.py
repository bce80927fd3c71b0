"""Rules of Parameter Store's parameters (PutParameter)."""

import re

from sandbox.rules import Params, rule


@rule("ssm", "PutParameter", at="Value", code="ParameterPatternMismatchException")
def value_as_its_pattern(params: Params) -> str | None:
    """`AllowedPattern`: "a regular expression used to validate the parameter value"."""
    pattern = params.get("AllowedPattern")
    try:
        if pattern and not re.search(pattern, params["Value"]):
            return f"Parameter value, cannot be validated against allowedPattern: {pattern}"
    except re.error:
        return f"The regular expression {pattern} for the allowed pattern is invalid."
    return None
