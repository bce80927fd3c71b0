"""Rules of Parameter Store's parameters (PutParameter)."""

import re

from sandbox.rules import Params, rule


@rule("ssm", "PutParameter", at="Value", code="ValidationException")
def size_of_a_parameter(params: Params) -> str | None:
    """`Value`: 4 KB, and 8 KB of an advanced parameter."""
    most = 4096 if params.get("Tier", "Standard") == "Standard" else 8192
    if len(params["Value"]) <= most:
        return None
    if most == 4096:
        return (
            "Standard tier parameters support a maximum parameter value of 4096 characters. To"
            " create a larger parameter value, upgrade the parameter to use the advanced-parameter"
            " tier. For more information, see"
            " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
        )
    return "Advanced tier parameters support a maximum parameter value of 8192 characters."


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
