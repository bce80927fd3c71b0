"""Corrections of Lambda."""

import base64
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.awslambda_simple.models import lambda_simple_backends

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around


@around(LambdaFunction, "_get_layers_data")
def layers_of_others(moto: Any, function: Any, arns: list[str]) -> list[Any]:
    """Moto does not find layers of other accounts, as AWS's own are."""
    own = [arn for arn in arns if arn.split(":")[4] == function.account_id]
    known = {layer["Arn"]: layer for layer in moto(function, own)}
    return [known.get(arn, {"Arn": arn, "CodeSize": 0}) for arn in arns]


@after_call("lambda", "GetFunction")
def code_location(context: Context, result: dict[str, Any]) -> None:
    """Moto says of a function's code that it lies in a bucket where it does not.

    On AWS the location is an address that anybody can fetch for ten minutes; here it holds the
    archive itself, as a `data:` address, which `urllib` fetches just as well.
    """
    name = result["Configuration"]["FunctionArn"].split(":")[6]
    # The backend that runs no containers, as the account is configured.
    functions: Any = lambda_simple_backends[context.account][context.region]
    code = getattr(functions.get_function(name), "code_bytes", b"")  # None of an image.
    if code:
        archive = base64.b64encode(code).decode()
        result["Code"]["Location"] = f"data:application/zip;base64,{archive}"
