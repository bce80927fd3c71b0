"""Errors as AWS words and codes them."""

from collections.abc import Sequence

from moto.core.errors import COMMON_ERROR_CODES
from moto.core.exceptions import ServiceException

from sandbox.account.services import Call
from sandbox.rules import Refusal
from sandbox.service_model import Violation


class AwsError(ServiceException):
    """An error that goes back to the caller in the service's own protocol."""

    def __init__(self, code: str, message: str) -> None:
        # moto warns of codes that the model of a service does not declare; AWS uses them anyway.
        if code not in COMMON_ERROR_CODES:
            COMMON_ERROR_CODES.append(code)
        super().__init__(code, message)


_VALIDATION_CODE_BY_SERVICE = {
    "athena": "InvalidRequestException",
    "batch": "ClientException",
    "budgets": "InvalidParameterException",
    "ecr": "InvalidParameterException",
    "logs": "InvalidParameterException",
    "s3": "InvalidRequest",
    "sns": "InvalidParameter",
    "sqs": "InvalidParameterValue",
}
_VALIDATION_CODE_BY_PROTOCOL = {"query": "ValidationError", "ec2": "InvalidParameterValue"}


def validation_error(call: Call, violations: Sequence[Violation]) -> AwsError:
    """Return what AWS answers to a request that its own model forbids."""
    count = len(violations)
    said = "; ".join(violation.message for violation in violations)
    text = f"{count} validation error{'s'[: count > 1]} detected: {said}"
    return AwsError(_validation_code(call), text)


def refused(call: Call, refusal: Refusal) -> AwsError:
    """Return what AWS answers to a request that one of its rules forbids."""
    return AwsError(refusal.code or _validation_code(call), refusal.message)


def _validation_code(call: Call) -> str:
    return _VALIDATION_CODE_BY_SERVICE.get(
        call.service, _VALIDATION_CODE_BY_PROTOCOL.get(call.protocol, "ValidationException")
    )


_NOT_FOUND = ("NotFound", "NoSuch", "DoesNotExist", "Unknown")
_EXISTS = ("AlreadyExist", "InUse", "Duplicate", "Exists", "Conflict")


def not_found(call: Call, what: str) -> AwsError:
    """Return the operation's own error for something that is not there."""
    return AwsError(_declared(call, _NOT_FOUND, "ResourceNotFoundException"), what)


def exists(call: Call, what: str) -> AwsError:
    """Return the operation's own error for something that is there already, or is in use."""
    return AwsError(_declared(call, _EXISTS, "ResourceInUseException"), what)


def _declared(call: Call, words: Sequence[str], undeclared: str) -> str:
    """Code of the first error that the operation declares and that sounds like one of `words`."""
    shapes = {shape.name: shape for shape in call.operation.error_shapes}
    for word in words:
        for name, shape in shapes.items():
            if word in name:
                return shape.metadata.get("error", {}).get("code", name)
    # SageMaker's older operations declare none and answer with a plain validation error.
    return "ValidationException" if call.service == "sagemaker" else undeclared
